package complaint

// Purge is what SealUp does to the database.
var Purge = purge
