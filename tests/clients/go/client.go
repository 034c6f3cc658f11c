// Go's database/sql with github.com/mattn/go-sqlite3.
package main

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"os"
	"regexp"
	"runtime"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"
)

func statements(script string) []string {
	text, err := os.ReadFile(os.Args[1] + "/" + script + ".sql")
	check(err)
	code := regexp.MustCompile(`(?m)^--.*\n`).ReplaceAllString(string(text), "")
	return strings.Split(strings.TrimSuffix(strings.TrimSpace(code), ";"), ";\n")
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func lines(db *sql.DB, query string, values ...any) []string {
	rows, err := db.Query(query, values...)
	check(err)
	defer rows.Close()
	var all []string
	for rows.Next() {
		var line string
		check(rows.Scan(&line))
		all = append(all, line)
	}
	check(rows.Err())
	return all
}

func main() {
	// [load]
	sql.Register("sqlite3_synth", &sqlite3.SQLiteDriver{Extensions: []string{"./synth"}})
	db, err := sql.Open("sqlite3_synth", "user_data.db")
	// [/load] Every connection of the pool loads it.
	check(err)

	library, _, _ := sqlite3.Version()
	fmt.Printf("client: go-sqlite3 %s, Go %s\n", os.Args[2], strings.TrimPrefix(runtime.Version(), "go"))
	fmt.Println("sqlite:", library)
	session := statements("session")
	for _, statement := range session[:len(session)-1] {
		_, err := db.Exec(statement)
		check(err)
	}
	rows := lines(db, session[len(session)-1])
	var model []byte
	var name, city string
	check(db.QueryRow(statements("kept")[0]).Scan(&model, &name, &city))
	rows = append(rows, lines(db, statements("bound")[0], model, name, city, 3)...)
	for _, line := range rows {
		fmt.Println("line:", line)
	}

	var ignored any
	fmt.Println("error:", db.QueryRow(statements("wrong")[0]).Scan(&ignored))

	// database/sql says what ended the context in place of what SQLite said: the driver's own error is asked for.
	fmt.Println("stops: the context")
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	started := time.Now()
	err = db.QueryRowContext(ctx, statements("long")[0]).Scan(&ignored)
	if err != nil && time.Since(started) < 20*time.Second {
		fmt.Println("interrupt: interrupted,", err)
	}
	fmt.Println("after:", lines(db, "SELECT count(*) FROM synth_categories")[0])
}
