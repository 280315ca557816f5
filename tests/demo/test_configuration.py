from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

import gongkai.demo
from tests.demo.client import Client


@pytest.fixture
def written(client: Client, tmp_path: Path) -> dict[str, dict[str, object]]:
    client.district.write_config(tmp_path)
    files = [tmp_path / "gongkai.toml", *sorted((tmp_path / "sites").iterdir())]
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in files}


def test_one_file_per_site_and_one_for_the_rest(written: dict[str, dict[str, object]]) -> None:
    assert set(written) == {"gongkai", "yunling", "qingshi", "liuhe", "dongwan"}
    general = written["gongkai"]
    crawl = {"pause_seconds": 0, "pause_factor": 0, "retries": 0, "private_hosts": ["127.0.0.1"]}
    assert general["crawl"] == crawl


def test_sections_are_those_of_the_truth_and_their_addresses_answer(
    client: Client, written: dict[str, dict[str, object]]
) -> None:
    client.back(40)
    named = set()
    for site in client.district.sites:
        sections = written[site.id]["sections"]
        assert isinstance(sections, list)
        for section in sections:
            named.add(f"{site.id}/{section['id']}")
            assert section["url"].startswith(site.base_url + "/")
            assert client.url(section["url"]).status == 200
            assert not section.keys() & {"selectors", "platform"}
    assert named == set(client.district.truth(client.district.end))


def test_categories_are_partly_left_to_the_names(written: dict[str, dict[str, object]]) -> None:
    sections = [s for site in written.values() for s in site.get("sections", [])]  # type: ignore[attr-defined]
    given = [s for s in sections if "category" in s]
    assert 5 < len(given) < len(sections) - 5


def test_the_demo_imports_nothing_else_of_gongkai() -> None:
    for file in Path(gongkai.demo.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            ours = [name for name in names if name.split(".")[0] == "gongkai"]
            assert all(name.startswith("gongkai.demo") for name in ours), file
