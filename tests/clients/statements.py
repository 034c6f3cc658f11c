# The statements of a script of this folder, for the clients in Python.
import pathlib


def statements(script):
    text = (pathlib.Path(__file__).parent / f"{script}.sql").read_text(encoding="utf-8")
    code = "\n".join(line for line in text.split("\n") if not line.startswith("--"))
    return code.strip().removesuffix(";").split(";\n")
