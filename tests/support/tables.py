"""tables.py FOLDER...: the CSV files of FOLDER and FOLDER.nl, cell by cell as their datapackage.json describes them.

Both must hold the same values; every column must be described; sizes and hashes must be those of the manifest and of the files.
"""
import csv
import datetime
import json
import re
import sys


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def value_of(text, field):
    if text == "":
        return None
    kind = field["type"]
    if kind in ("number", "integer"):
        mark = field.get("decimalChar", ".")
        assert mark == "." or "." not in text, text
        return float(text.replace(mark, "."))
    if kind == "date":
        return datetime.date.fromisoformat(text)
    if kind == "boolean":
        return {field["trueValues"][0]: True, field["falseValues"][0]: False}[text]
    assert kind == "string", kind
    return text


def rows_of(folder, resource):
    dialect = resource["dialect"]
    path = f"{folder}/{resource['path']}"
    with open(path, encoding="utf-8-sig", newline="") as file:
        whole = file.read()
    assert whole.endswith(dialect["lineTerminator"]), path
    header, *rows = csv.reader(whole.splitlines(), delimiter=dialect["delimiter"], quotechar=dialect["quoteChar"])
    fields = resource["schema"]["fields"]
    assert header == [field["name"] for field in fields], (path, header)
    assert all(field["description"].endswith(".") for field in fields), path
    assert rows, path
    return [[value_of(cell, field) for cell, field in zip(row, fields, strict=True)] for row in rows], fields


def fnv1a64(path):
    value = 0xCBF29CE484222325
    with open(path, "rb") as file:
        for byte in file.read():
            value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def check_package(folder):
    package, manifest = load(f"{folder}/datapackage.json"), load(f"{folder}/manifest.json")
    assert package["profile"] == "tabular-data-package" and re.fullmatch(r"[-a-z0-9._/]+", package["name"]), folder
    outputs = {output["file"]: output for output in manifest["outputs"]}
    assert "datapackage.json" in outputs, folder
    tables = {}
    assert {r["path"] for r in package["resources"]} == {name for name in outputs if name.endswith(".csv")}, folder
    for resource in package["resources"]:
        output = outputs[resource["path"]]
        assert resource["bytes"] == output["bytes"] and resource["hash"] == f"fnv1a64:{output['fnv1a64']}", resource["path"]
        if output["bytes"] < 100000:
            assert output["fnv1a64"] == fnv1a64(f"{folder}/{resource['path']}"), resource["path"]
        tables[resource["path"]] = rows_of(folder, resource)
    return tables


def same(one, other, field):
    # The value of an assumption is text, and changes its mark when it is a number.
    return one == other or (field["name"] == "value" and one is not None and one.replace(".", ",") == other)


def main():
    for folder in sys.argv[1:]:
        plain, dutch = check_package(folder), check_package(folder + ".nl")
        assert plain.keys() == dutch.keys() and plain, folder
        for name, (rows, fields) in plain.items():
            others = dutch[name][0]
            assert len(rows) == len(others), name
            for row, other in zip(rows, others):
                assert all(map(same, row, other, fields)), (name, row, other)
            numbers = [value for row in rows for value in row if isinstance(value, float)]
            assert any(value != int(value) for value in numbers) or name == "assumptions.csv", f"{name} has no decimals"


main()
