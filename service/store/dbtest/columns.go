package dbtest

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

// Columns compares the entities with the tables of a migrated database and
// gives one line for each difference: a table or column that only one side
// has, a column that is NULL in one and cannot be in the other, a number where
// the other side has text. Tables without an entity must be named in without.
func Columns(db *gorm.DB, entities []any, without ...string) ([]string, error) {
	tables, err := db.Migrator().GetTables()
	if err != nil {
		return nil, fmt.Errorf("listing tables: %w", err)
	}
	var found []string
	known := slices.Concat(without, []string{"goose_db_version", "goose_lock", "sqlite_sequence", "sqlite_stat1", "sqlite_stat4"})
	for _, entity := range entities {
		s, err := schema.Parse(entity, &sync.Map{}, db.NamingStrategy)
		if err != nil {
			return nil, fmt.Errorf("reading entity %T: %w", entity, err)
		}
		known = append(known, s.Table)
		if !slices.Contains(tables, s.Table) {
			found = append(found, fmt.Sprintf("%s: entity %s has no table", s.Table, s.Name))
			continue
		}
		columns, err := db.Migrator().ColumnTypes(entity)
		if err != nil {
			return nil, fmt.Errorf("reading columns of %s: %w", s.Table, err)
		}
		found = append(found, compare(s, columns)...)
	}
	for _, table := range tables {
		if !slices.Contains(known, table) {
			found = append(found, table+": table has no entity")
		}
	}
	slices.Sort(found)
	return found, nil
}

func compare(s *schema.Schema, columns []gorm.ColumnType) []string {
	var found []string
	differ := func(column, format string, args ...any) {
		found = append(found, s.Table+"."+column+": "+fmt.Sprintf(format, args...))
	}
	seen := map[string]bool{}
	for _, c := range columns {
		seen[c.Name()] = true
		f := s.FieldsByDBName[c.Name()]
		if f == nil {
			differ(c.Name(), "entity %s has no such field", s.Name)
			continue
		}
		if want, got := family(string(f.DataType)), family(c.DatabaseTypeName()); want != "" && got != "" && want != got && !(want == "bool" && got == "int") {
			differ(c.Name(), "field %s is %s, column is %s", f.Name, f.DataType, c.DatabaseTypeName())
		}
		nullable, ok := c.Nullable()
		if primary, known := c.PrimaryKey(); known && primary {
			nullable = false // SQLite calls an INTEGER PRIMARY KEY nullable
		}
		if ok && nullable && !holdsNull(f) {
			differ(c.Name(), "column may be NULL, field %s cannot hold it", f.Name)
		}
		if ok && !nullable && f.FieldType.String() != "[]uint8" && holdsNull(f) && !f.PrimaryKey {
			differ(c.Name(), "column is NOT NULL, field %s may be nil", f.Name)
		}
	}
	for _, name := range s.DBNames {
		if !seen[name] {
			differ(name, "table has no such column for field %s", s.FieldsByDBName[name].Name)
		}
	}
	return found
}

// holdsNull reports whether scanning NULL into the field works.
func holdsNull(f *schema.Field) bool {
	t := f.FieldType.String()
	return strings.HasPrefix(t, "*") || strings.HasPrefix(t, "sql.Null") || t == "[]uint8"
}

// family sorts the type names of gorm and of both engines; "" is not compared.
func family(name string) string {
	name, _, _ = strings.Cut(strings.ToLower(name), "(")
	name, _, _ = strings.Cut(name, " ")
	switch name {
	case "int", "uint", "integer", "bigint", "smallint", "mediumint":
		return "int"
	case "bool", "boolean", "tinyint", "numeric":
		return "bool"
	case "string", "text", "varchar", "char", "mediumtext", "longtext", "tinytext":
		return "text"
	case "bytes", "blob", "binary", "varbinary", "mediumblob", "longblob", "tinyblob":
		return "bytes"
	case "time", "datetime", "timestamp":
		return "time"
	case "float", "double", "real", "decimal":
		return "float"
	}
	return ""
}
