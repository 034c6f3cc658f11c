// Rust's rusqlite.
use rusqlite::{params, Connection, LoadExtensionGuard, Params, Result};
use std::{env, fs, thread, time::Duration};

fn statements(script: &str) -> Vec<String> {
    let folder = env::args().nth(1).expect("the folder of the scripts");
    let text = fs::read_to_string(format!("{folder}/{script}.sql")).expect(script);
    let code: Vec<&str> = text.lines().filter(|line| !line.starts_with("--")).collect();
    let code = code.join("\n");
    code.trim_end_matches(';').split(";\n").map(String::from).collect()
}

fn lines(db: &Connection, sql: &str, values: impl Params) -> Result<Vec<String>> {
    let mut statement = db.prepare(sql)?;
    let lines = statement.query_map(values, |row| row.get("line"))?.collect();
    lines
}

fn open() -> Result<Connection> {
    // [load]
    let db = Connection::open("user_data.db")?;
    let guard = unsafe { LoadExtensionGuard::new(&db)? };
    unsafe { db.load_extension("./synth", None)? };
    // [/load]
    drop(guard);
    Ok(db)
}

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let db = open()?;
    println!("client: rusqlite {}, Rust {}", arguments[2], arguments[3]);
    println!("sqlite: {}", rusqlite::version());
    let mut session = statements("session");
    let last = session.pop().expect("a statement");
    for statement in session {
        db.execute(&statement, [])?;
    }
    let mut rows = lines(&db, &last, [])?;
    let (model, name, city): (Vec<u8>, String, String) =
        db.query_row(&statements("kept")[0], [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.extend(lines(&db, &statements("bound")[0], params![model, name, city, 3])?);
    for line in rows {
        println!("line: {line}");
    }

    if let Err(error) = lines(&db, &statements("wrong")[0], []) {
        println!("error: {error}");
    }

    println!("stops: `get_interrupt_handle()` in another thread");
    let handle = db.get_interrupt_handle();
    thread::spawn(move || {
        thread::sleep(Duration::from_secs(1));
        handle.interrupt();
    });
    if let Err(error) = lines(&db, &statements("long")[0], []) {
        println!("interrupt: {error}");
    }
    println!("after: {}", db.query_row("SELECT count(*) FROM synth_categories", [], |row| row.get::<_, i64>(0))?);
    Ok(())
}
