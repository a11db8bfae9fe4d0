// Package sqlite3 stands in for mattn/go-sqlite3.
//
// gorm.io/driver/sqlite imports that package only for its side effect of
// registering a driver, which this program does not use: it opens SQLite
// through modernc.org/sqlite. With a C compiler present the import would
// compile SQLite's C source into every build and triple the time of a clean
// one, so go.mod replaces it by this empty package.
package sqlite3
