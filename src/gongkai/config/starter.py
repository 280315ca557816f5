"""What `gongkai init` writes: files that say what can be set, with nothing set but what must be.

They are made from the shipped files, so that the two never tell different things.
"""

from __future__ import annotations

from gongkai.config.files import shipped

_DIRECTIVE = "#:schema ./schema/{stem}.schema.json\n"
"""What editors complete and check a file by: a path from the file itself, beginning with a dot (Taplo)."""

_HEADER = (
    _DIRECTIVE + "# {name} 里只写与默认值不同的键：去掉行首的“# ”，改成你要的值。没写的随程序升级而更新。\n"
)
_TO_FILL_IN = ("name = ", "contact = ")
_SUGGESTIONS = "# --- 建议（默认不启用） ---"
SAMPLE = "sites/example.toml.sample"
READY = ("sites/longgang.toml.sample", "sites/shenhe.toml.sample")
"""Districts written down beforehand; nobody crawls them who does not take away `.sample`."""

PROFILE = "profiles/catalogue-example.toml"
PROFILE_SAMPLE = f"{PROFILE}.sample"
SCHEMAS = tuple(
    f"schema/{name}.schema.json"
    for name in ("site", "units", "gongkai", "taxonomy", "rules", "profile", "calendar")
)


def starter_files() -> dict[str, str]:
    """Path within the folder → text."""
    return {
        "gongkai.toml": _commented_out("gongkai.toml"),
        "rules.toml": _commented_out("rules.toml"),
        "taxonomy.toml": _taxonomy(),
        **{name: _shipped_text(name) for name in (SAMPLE, *READY)},
        PROFILE_SAMPLE: _shipped_text(PROFILE),
    }


def schema_files() -> dict[str, str]:
    """What editors complete and check the files by; path within the folder → text."""
    return {name: _shipped_text(name) for name in SCHEMAS}


def _shipped_text(name: str) -> str:
    return shipped(name).read_text(encoding="utf-8")


def _header(name: str) -> str:
    return _HEADER.format(name=name, stem=name.removesuffix(".toml"))


def _commented_out(name: str) -> str:
    """A shipped file with every key turned into a comment; table headings stay, so that taking away one
    `# ` is all it needs. Those of arrays do not, for an element says at least its id."""
    _, _, rest = _shipped_text(name).partition("\n\n")
    tables, array, elements = rest.partition("\n[[")
    lines = [line if _stays(line) else f"# {line}" for line in tables.splitlines()]
    lines += [
        line if line.startswith("#") or not line else f"# {line}" for line in (array + elements).splitlines()
    ]
    return "\n".join([_header(name), *lines]) + "\n"


def _stays(line: str) -> bool:
    return not line or line.startswith(("#", "[", *_TO_FILL_IN))


def _taxonomy() -> str:
    _, mark, suggestions = _shipped_text("taxonomy.toml").partition(_SUGGESTIONS)
    example = '# [[categories]]\n# id = "notice"\n# more_words = ["便民公告"]    # 在默认的词之外再加几个\n'
    return "\n".join([_header("taxonomy.toml"), example, mark + suggestions])
