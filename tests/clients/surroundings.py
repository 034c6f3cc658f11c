# What a host may be like beyond its language, tried with Python's sqlite3: connections that come and go, threads with
# little stack, forked processes, a locale with a decimal comma, a UTF-16 database, handlers of signals.
#   python3 surroundings.py module folder-for-files
import locale
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from statements import statements

MODULE, FOLDER = sys.argv[1], sys.argv[2]
LONG = statements("long")[0]
skipped = []


def connect(file=":memory:"):
    db = sqlite3.connect(file, check_same_thread=False)
    db.enable_load_extension(True)
    db.load_extension(MODULE)
    return db


def session(db):
    for statement in statements("session"):
        rows = db.execute(statement).fetchall()
    kept = db.execute(statements("kept")[0]).fetchone()
    return rows + db.execute(statements("bound")[0], kept + (3,)).fetchall()


def refusal(db, sql):
    try:
        db.execute(sql).fetchall()
    except sqlite3.OperationalError as error:
        return str(error)
    raise AssertionError("no error: " + sql)


def in_thread(work, stack):
    said = []
    before = threading.stack_size(stack)
    thread = threading.Thread(target=lambda: said.append(work()))
    thread.start()
    threading.stack_size(before)
    thread.join()
    assert said, "the thread failed"
    return said[0]


WANTED = session(connect())


def connections_come_and_go():
    def once():
        db = connect()
        db.execute("SELECT model_predict(model_train(video_category, emotion, timestamp, name, city, '{\"epochs\": 2}'), "
                   "'happy', 0) FROM synth_video_clicks(100)").fetchall()
        db.execute("SELECT count(*) FROM synth_help").fetchall()
        db.close()

    for _ in range(50):
        once()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(300):
        once()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 4096, f"300 connections left {grown} KiB"


def threads_with_little_stack():
    # A thread of musl has 128 KiB, one of a Ruby fiber as much.
    assert in_thread(lambda: session(connect()), 128 * 1024) == WANTED
    help_of = lambda: connect().execute("SELECT count(*) FROM synth_help WHERE length(arguments) >= 0").fetchone()
    assert in_thread(help_of, 128 * 1024)[0] > 20


def threads_at_the_same_time():
    said = []
    threads = [threading.Thread(target=lambda: said.append(session(connect()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == [WANTED] * 4


def forked_processes():
    # As servers do that load everything first; the parent has trained, which uses threads.
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if session(connect()) == WANTED else 1)
        except BaseException as error:
            print("in the child:", error, file=sys.stderr)
            os._exit(2)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            assert status == 0, status
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise AssertionError("the child hangs")


def a_utf16_database():
    db = connect()
    db.execute("PRAGMA encoding = 'UTF-16'")
    db.execute("CREATE TABLE t (x)")
    assert db.execute("PRAGMA encoding").fetchone()[0].startswith("UTF-16")
    assert session(db) == WANTED


def a_locale_with_a_comma():
    def everything():
        db = connect()
        picture = os.path.join(FOLDER, "picture.svg")
        lines = session(db)
        db.execute("SELECT model_save_svg(model, ?) FROM models", (picture,)).fetchall()
        return [
            lines,
            pathlib.Path(picture).read_text(),
            refusal(db, "SELECT * FROM synth_emotion_logs WHERE home_rate = 1.5"),
            refusal(db, "SELECT model_train('1', 'happy', 1, NULL, NULL, '{\"epochs\": 1.5}')"),
            refusal(db, "SELECT * FROM synth_emotion_logs WHERE world = '{\"mood\": {\"persistence\": 1.25}}'"),
            db.execute("SELECT synth_world(), model_info(model) FROM models").fetchall(),
            db.execute("SELECT synth_world('{\"mood\": {\"persistence\": 0.25}}')").fetchall(),
            db.execute("SELECT model_hash(model_train(video_category, emotion, timestamp, name, city, "
                       "'{\"epochs\": 3, \"learning_rate\": 0.0125}')) FROM video_clicks").fetchall(),
        ]

    wanted = everything()
    try:
        locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
    except locale.Error:
        skipped.append("a locale with a comma: there is no de_DE.UTF-8")
        return
    try:
        assert locale.localeconv()["decimal_point"] == ","
        got = everything()
    finally:
        locale.setlocale(locale.LC_ALL, "C")
    for one, other in zip(wanted, got):
        assert one == other, (one, other)


def numbers_bound_as_text():
    # As clients without types do it.
    db = connect()
    sql = "SELECT * FROM synth_emotion_logs(?, ?) WHERE days = ? AND home_rate = ? AND until = ?"
    numbers = (20, -3, 7.5, 0.5, 1767225600)
    assert db.execute(sql, [str(n) for n in numbers]).fetchall() == db.execute(sql, numbers).fetchall()
    assert "not '20x'" in refusal(db, "SELECT * FROM synth_emotion_logs('20x')")
    session(db)
    sql = "SELECT model_predict(model, 'happy', ?) FROM models"
    assert db.execute(sql, ("1767225600",)).fetchall() == db.execute(sql, (1767225600,)).fetchall()


def files_of_another_name():
    # SQLite finds the entry point by the letters of the name; any other name needs it said.
    for name, entry in (("libsynth.so", None), ("other.so", "sqlite3_synth_init")):
        file = os.path.join(FOLDER, name)
        shutil.copy(MODULE, file)
        db = sqlite3.connect(":memory:")
        db.enable_load_extension(True)
        arguments = (file,) if entry is None else (file, entry)
        db.execute(f"SELECT load_extension({', '.join('?' * len(arguments))})", arguments)
        assert db.execute("SELECT count(*) FROM synth_categories").fetchone() == (32,)
    assert "sqlite3_other_init" in refusal(connect(), f"SELECT load_extension('{FOLDER}/other.so')")


def handlers_of_signals():
    # Python's handler of Ctrl-C stops the training, and the connection goes on.
    db = connect()
    heard = []
    signal.signal(signal.SIGINT, lambda *_: heard.append(1))
    threading.Timer(0.5, lambda: (os.kill(os.getpid(), signal.SIGINT), db.interrupt())).start()
    assert "interrupted" in refusal(db, LONG)
    assert heard
    assert session(db) == WANTED


for test in (connections_come_and_go, threads_with_little_stack, threads_at_the_same_time, forked_processes,
             a_utf16_database, a_locale_with_a_comma, numbers_bound_as_text,
             files_of_another_name, handlers_of_signals):
    started = time.monotonic()
    test()
    print(f"{test.__name__}: {time.monotonic() - started:.1f} s", file=sys.stderr)
print("passed" + "".join(f"; skipped: {what}" for what in skipped))
