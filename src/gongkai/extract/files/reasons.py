"""Why a file's text could not be had, or not all of it: a sentence for people for each short word."""

from __future__ import annotations

WHYS: dict[str, str] = {
    # Of the file.
    "scan": "扫描件，没有文字",
    "no-text": "文件里没有文字（可能只有图片）",
    "cut": "文字过长，只取了前面一部分",
    "empty": "文件是空的",
    "damaged": "文件已损坏或不完整，无法读取",
    "encrypted": "文件设有密码，无法读取",
    "no-unicode": "文件的字体没有标明文字编码，读不出文字",
    "too-large": "文件过大，未读取",
    "unknown-kind": "不认识的文件格式",
    "web-page": "不是文件，而是一个网页（可能是出错页）",
    "image": "图片，没有读取其中的文字",
    "presentation": "演示文稿，本系统不读取",
    "archive": "压缩包，只列出其中的文件名",
    "seven-zip": "7z 压缩包，本系统不读取",
    "needs-converter": "旧版 Word 文档，需安装 antiword 或 LibreOffice 才能读取",
    # Of the reading.
    "conversion": "旧版 Word 文档，转换没有成功",
    "timeout": "读取超时，已放弃",
    "memory": "读取所需内存过多，已放弃",
    "crashed": "读取程序出错退出，已放弃",
}


OF_READING = frozenset(("needs-converter", "conversion", "timeout", "memory", "crashed"))
"""What tells of who read, and of the machine, as much as of the file."""

NO_PROCESS = "本机无法启动读取文件的程序，文件都已留存，下次采集时再读"


class Unreadable(Exception):
    """A file that a reader gave up on; `why` is a word of WHYS."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def of(why: str) -> str:
    """The sentence of a word; of one that another release wrote, that it is not known."""
    return WHYS.get(why, "原因不明")
