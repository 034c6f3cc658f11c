"""The same with Faker's names, texts and places. Usage: faker_python.py FILE ROWS"""
import sqlite3
import sys

from faker import Faker

path, rows = sys.argv[1], int(sys.argv[2])
fake = Faker()
emotions = ["happy", "sad", "angry", "fear", "surprise", "neutral", "disgust"]


def row():
    return (fake.name(), fake.random_element(emotions), fake.sentence(), fake.unix_time(), fake.city(), fake.country())


db = sqlite3.connect(path)
db.execute("PRAGMA journal_mode = OFF")
db.execute("PRAGMA synchronous = OFF")
db.execute("CREATE TABLE emotion_logs(id INTEGER PRIMARY KEY, name, emotion, input, timestamp, city, country)")
db.executemany("INSERT INTO emotion_logs(name, emotion, input, timestamp, city, country) VALUES (?, ?, ?, ?, ?, ?)",
               (row() for _ in range(rows)))
db.commit()
