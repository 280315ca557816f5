"""核对这个证据包。用法：解开压缩包，在里面运行 python3 verify.py（Python 3.8 及以上，只用标准库，不联网）。

依次核对：一、每个文件的 SHA-256 与 SHA256SUMS 所记一致；二、每个快照的内容与它的哈希一致；
三、证据链的每一环都由前一环算得出；四、每个快照的链都通到一个时间戳或链头。
时间戳上的签名要用 openssl 核对，写法见 README.txt。
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FAULTS: list[str] = []
SUMS = "SHA256SUMS"


def fault(name: str, what: str) -> None:
    FAULTS.append(name)
    print("不符  {}：{}".format(name, what))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def check_files() -> None:
    """一、文件不多不少，内容都没有变。"""
    listed = {}
    for line in (HERE / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    there = {path.relative_to(HERE).as_posix() for path in HERE.rglob("*") if path.is_file()} - {SUMS}
    for name in sorted(listed):
        if name not in there:
            fault(name, "包里没有这个文件")
        elif sha256((HERE / name).read_bytes()) != listed[name]:
            fault(name, "内容与 SHA256SUMS 所记不符")
    for name in sorted(there - set(listed)):
        print("注意  {}：不在 SHA256SUMS 里，不属于这个证据包".format(name))


def link_of(told: dict[str, Any]) -> str:
    """一环的值：前一环的 64 个数字，接上所问所答的规范 JSON（键排序，不留空格，UTF-8），取 SHA-256。"""
    canonical = json.dumps(told["stated"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256((told["previous"] + canonical).encode("utf-8"))


def check_captures() -> dict[int, str]:
    """二、快照：内容与哈希，哈希与链。返回各快照在链上的值。"""
    chains = {}
    for path in sorted((HERE / "captures").glob("*.json")):
        name = "captures/" + path.name
        told = json.loads(path.read_text(encoding="utf-8"))
        chains[told["capture"]] = told["chain"]
        if link_of(told) != told["chain"]:
            fault(name, "所问所答与证据链上的值不符")
        if told["body"] is None:
            print("说明  {}：{}".format(name, told["left_out"]))
        elif sha256((HERE / told["body"]).read_bytes()) != told["stated"]["sha256"]:
            fault(told["body"], "内容与快照的哈希不符")
    return chains


def check_chain(chains: dict[int, str], ends: dict[str, str], left_out: list[list[int]]) -> None:
    """三、每一环；四、从每个快照一环接一环，通到时间戳或链头。"""
    last = ""
    open_ones: list[int] = []
    reached: dict[int, str] = {}
    for line in (HERE / "chain.jsonl").read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        told = json.loads(line)
        number = told["capture"]
        if link_of(told) != told["chain"]:
            fault("chain.jsonl", "第 {} 号快照的一环算不出".format(number))
        if told["previous"] != last:
            open_ones = []
        last = told["chain"]
        if chains.get(number) == last:
            open_ones.append(number)
        if last in ends:
            reached.update((capture, last) for capture in open_ones)
            open_ones = []
    for capture in sorted(chains):
        if capture in reached:
            print("相符  第 {} 号快照：链通到{}".format(capture, ends[reached[capture]]))
        elif any(first <= capture <= end for first, end in left_out):
            print("说明  第 {} 号快照：此后的链没有放入，见 README.txt".format(capture))
        else:
            fault("chain.jsonl", "第 {} 号快照的链通不到时间戳或链头".format(capture))


def check_stamps(finding: dict[str, Any]) -> dict[str, str]:
    """时间戳盖的是不是所说的链值；可以作链的终点的：链值 → 说明。"""
    head = finding["head"]
    ends = {head["chain"]: "链头（第 {} 号快照，{}）".format(head["capture"], head["chain"])}
    for path in sorted((HERE / "stamps").glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        token = path.with_suffix(".tsr").read_bytes()
        if hashlib.sha256(told["chain"].encode("ascii")).digest() not in token:
            fault("stamps/{}.tsr".format(told["id"]), "盖的不是所说的链值")
        ends[told["chain"]] = "第 {} 个时间戳（声明的时间 {}）".format(told["id"], told["stated_at"])
    return ends


def main() -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # 显示不了中文的终端，也不因此中断
    name = SUMS
    try:
        check_files()
        name = "finding.json、stamps/"
        finding = json.loads((HERE / "finding.json").read_text(encoding="utf-8"))
        ends = check_stamps(finding)
        name = "captures/"
        chains = check_captures()
        name = "chain.jsonl"
        check_chain(chains, ends, finding["chain"]["left_out"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        fault(name, "读不了或读不懂，其后的没有核对（{}）".format(error))
    print("有 {} 处不符。".format(len(FAULTS)) if FAULTS else "全部相符。")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
