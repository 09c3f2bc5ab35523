"""Checks scenario files by a JSON Schema as an editor does: schema.py SCHEMA FILE... prints `valid FILE` or `invalid FILE: why`; and
schema.py SCHEMA --examples, the same of the examples in its descriptions.

YAML is read as YAML 1.2 reads it: 2024-01-01 and yes are words. A file that is no YAML at all is `unreadable`.
"""
import json
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Scalars of YAML 1.2's core schema."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def integer(loader, node):
    return int(loader.construct_scalar(node))


def mapping(loader, node):
    """Keys are names, whatever they look like; two of the same are an error."""
    keys = [loader.construct_scalar(key) if isinstance(key, yaml.ScalarNode) else None for key, _ in node.value]
    if None in keys or len(set(keys)) < len(keys):
        raise yaml.YAMLError("a key that is no word, or comes twice")
    return {key: loader.construct_object(value, deep=True) for key, (_, value) in zip(keys, node.value)}


Loader.add_constructor("tag:yaml.org,2002:int", integer)
Loader.add_constructor("tag:yaml.org,2002:map", mapping)


def verdict(validator, path):
    try:
        with open(path, encoding="utf-8") as file:
            document = yaml.load(file, Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return f"unreadable {path}: {str(error).splitlines()[0]}"
    errors = list(validator.iter_errors(document))
    if not errors:
        return f"valid {path}"
    error = jsonschema.exceptions.best_match(errors)
    return f"invalid {path}: {'.'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def judge_examples(schema):
    """Every property whose description ends in an example is tried with it."""
    for name, record in [("the scenario", schema), *schema["definitions"].items()]:
        for key, value in record.get("properties", {}).items():
            example = re.search(r" For example `(.*)`[.]( Required[.])?$", value.get("description", ""))
            if example is None:
                continue
            document = yaml.load("{" + example[1] + "}", Loader)
            own = {"definitions": schema["definitions"], "type": "object", "required": [key], "properties": {key: value}}
            verdict_of = "valid" if jsonschema.Draft7Validator(own).is_valid(document) else "invalid"
            print(f"{verdict_of} {name}: {example[1]}")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    if sys.argv[2:] == ["--examples"]:
        judge_examples(schema)
        return
    for path in sys.argv[2:]:
        print(verdict(validator, path))


main()
