// Two implementations of WeChat's envelope that are not ours, asked line by
// line: one JSON question in, one JSON answer out.
'use strict'
process.removeAllListeners('warning') // wechat-crypto uses the old Buffer constructor
const path = require('path')
const { createRequire } = require('module')
const load = createRequire(path.join(process.argv[2], 'package.json'))
const wecom = load('@wecom/crypto')
const WechatCrypto = load('wechat-crypto')

const packages = {
  '@wecom/crypto': {
    encrypt: q => wecom.encrypt(q.aesKey, q.message, q.appID),
    decrypt: q => { const r = wecom.decrypt(q.aesKey, q.sealed); return { message: r.message, appID: r.id } },
    sign: q => wecom.getSignature(q.token, q.timestamp, q.nonce, q.sealed),
    jsSign: q => wecom.getJsApiSignature({ nonceStr: q.nonce, timestamp: q.timestamp, url: q.url, ticket: q.ticket })
  },
  'wechat-crypto': {
    encrypt: q => new WechatCrypto(q.token, q.aesKey, q.appID).encrypt(q.message),
    decrypt: q => { const r = new WechatCrypto(q.token, q.aesKey, q.appID).decrypt(q.sealed); return { message: r.message, appID: r.id } },
    sign: q => new WechatCrypto(q.token, q.aesKey, q.appID).getSignature(q.timestamp, q.nonce, q.sealed)
  }
}

require('readline').createInterface({ input: process.stdin }).on('line', line => {
  let out
  try {
    const q = JSON.parse(line)
    out = { result: packages[q.package][q.do](q) }
  } catch (e) {
    out = { error: String(e.message) }
  }
  process.stdout.write(JSON.stringify(out) + '\n')
})
