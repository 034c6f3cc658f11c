"""What a user would write: random rows with Python's random, a few per statement. Usage: plain_python.py FILE ROWS"""
import random
import sqlite3
import sys
import time

path, rows = sys.argv[1], int(sys.argv[2])
emotions = ["happy", "sad", "angry", "fear", "surprise", "neutral", "disgust"]
inputs = ["I feel great today", "Not my day", "What a surprise", "Just an ordinary day", "I can't stand this"]
places = [("New York", "United States"), ("London", "United Kingdom"), ("Tokyo", "Japan"), ("Paris", "France"),
          ("Sydney", "Australia"), ("Toronto", "Canada"), ("Berlin", "Germany"), ("Mumbai", "India")]
now = int(time.time())


def row():
    city, country = random.choice(places)
    return (f"User {random.randrange(max(1, rows // 10))}", random.choice(emotions), random.choice(inputs),
            now - random.randrange(30 * 86400), city, country)


db = sqlite3.connect(path)
db.execute("PRAGMA journal_mode = OFF")
db.execute("PRAGMA synchronous = OFF")
db.execute("CREATE TABLE emotion_logs(id INTEGER PRIMARY KEY, name, emotion, input, timestamp, city, country)")
db.executemany("INSERT INTO emotion_logs(name, emotion, input, timestamp, city, country) VALUES (?, ?, ?, ?, ?, ?)",
               (row() for _ in range(rows)))
db.commit()
