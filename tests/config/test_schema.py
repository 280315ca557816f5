"""The JSON Schemas for editors: made from the models, silent on right files, telling what shows in others."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

from gongkai.cli import main
from gongkai.config.files import shipped, shipped_names
from gongkai.config.schema import schemas
from gongkai.config.starter import PROFILE_SAMPLE, SAMPLE, SCHEMAS, schema_files, starter_files
from tests.config import test_calendar, test_mistakes, test_ways
from tests.config.folders import SITE, SITE_FILE
from tests.config.test_documented import DOCS, site_of_the_docs, whole_site_of_the_docs

ROOT = Path(__file__).resolve().parents[2]
MISTAKES = test_mistakes.MISTAKES | test_ways.MISTAKES | test_calendar.MISTAKES
BEYOND = {
    # what only the whole of the configuration, another file or a parser tells
    "address of a section", "certificate that is not there", "certificate that is a folder",
    "certificate that is none", "certificate too large", "missing unit", "selector", "encoding", "port",
    "not finite", "hours that no day has", "hours of nothing", "exception of nothing",
    "part of the user agent", "braces", "contact in a header", "name in a header", "line break in a header",
    "request elsewhere", "address of a request", "path", "path of Chinese", "function in a path",
    "several values in a path", "filter in rows", "path in a template", "paths and CSS", "pages and next",
    "moments in JSON", "not finite in JSON", "too much in a form", "time limit",
    "day that no year has", "end before the beginning", "holiday of months", "make-up day in the week",
    "day off and worked", "day of another year", "holiday left out", "holiday elsewhere", "year twice",
    "wording of a limit",
}  # fmt: skip


def schema_of(file: str) -> Draft7Validator:
    folder, slash, _ = file.partition("/")
    name = folder.removesuffix("s") if slash else file.removesuffix(".toml")
    return Draft7Validator(json.loads(schema_files()[f"schema/{name}.schema.json"]))


def found(file: str, text: str) -> list[str]:
    """What an editor would tell of a file."""
    return [error.json_path for error in schema_of(file).iter_errors(tomllib.loads(text))]


def test_the_shipped_ones_are_those_of_the_models() -> None:
    made = schemas(DOCS)
    assert {f"schema/{name}" for name in made} == set(SCHEMAS)
    for name, text in made.items():
        assert shipped(f"schema/{name}").read_text(encoding="utf-8") == text, "run scripts/schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_one_is_a_schema_and_says_something_of_every_key(name: str) -> None:
    schema = json.loads(schema_files()[name])
    Draft7Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    for table in tables(schema):
        for key, held in table.items():
            assert re.search("[\u4e00-\u9fff]", held["description"]), key


def tables(schema: Any) -> Iterator[dict[str, Any]]:
    """The keys of every table in a schema."""
    if isinstance(schema, list):
        for part in schema:
            yield from tables(part)
    elif isinstance(schema, dict):
        inner = schema.get("properties")
        if isinstance(inner, dict):
            assert schema["additionalProperties"] is False
            yield inner
        for part in (inner or schema).values():
            yield from tables(part)


def examples() -> Iterator[tuple[str, str]]:
    yield SITE_FILE, SITE
    yield SITE_FILE, starter_files()["sites/example.toml.sample"]
    yield SITE_FILE, whole_site_of_the_docs()
    for number in range(4):
        yield SITE_FILE, site_of_the_docs(number)
    yield "calendar.toml", test_calendar.TEXT_2027
    for name in sorted(shipped_names("profiles")):
        yield name, shipped(name).read_text(encoding="utf-8")
    for name in ("gongkai.toml", "taxonomy.toml", "rules.toml"):
        yield name, shipped(name).read_text(encoding="utf-8")
        yield name, starter_files()[name]


@pytest.mark.parametrize("example", list(examples()))
def test_right_files_are_right(example: tuple[str, str]) -> None:
    assert found(*example) == []


@pytest.mark.parametrize("known_by", MISTAKES)
def test_mistakes_that_show_in_a_file_are_told_of(known_by: str) -> None:
    files, file, _, _, _ = MISTAKES[known_by]
    assert bool(found(file, files[file])) == (known_by not in BEYOND)


def test_every_file_names_its_schema_from_where_it_stands(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["init", str(tmp_path)]).exit_code == 0
    samples = (tmp_path / name for name in (SAMPLE, PROFILE_SAMPLE))
    for file in (*tmp_path.glob("*.toml"), *samples):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        named = re.fullmatch(r"#:schema (\.{1,2}/\S+)", first)
        assert named, file
        assert (file.parent / named[1]).is_file()
    for name in ("gongkai", "taxonomy", "rules"):
        first = (ROOT / "config" / f"{name}.toml").read_text(encoding="utf-8").splitlines()[0]
        assert first == f"#:schema ./schema/{name}.schema.json"
    for name in shipped_names("profiles"):
        first = shipped(name).read_text(encoding="utf-8").splitlines()[0]
        assert first == "#:schema ../schema/profile.schema.json"


def test_schemas_are_laid_over_older_ones(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "site.schema.json").write_text("{}")
    result = CliRunner().invoke(main, ["config", "schema", str(tmp_path)])
    assert result.exit_code == 0
    assert "#:schema ../schema/site.schema.json" in result.output
    text = (tmp_path / "schema" / "site.schema.json").read_text(encoding="utf-8")
    assert text == schema_files()["schema/site.schema.json"]
