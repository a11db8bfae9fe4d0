package wechat

// JSSignature is open to the tests that compare it with others.
var JSSignature = jsSignature
