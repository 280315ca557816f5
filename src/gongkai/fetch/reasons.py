"""Every reason an answer can carry: its verdict, and a sentence for the operator.

A sentence says what happened and what to do. `blocked` and `failed` are our trouble and accuse nobody;
only `gone` is a statement of the site.
"""

from __future__ import annotations

from typing import NamedTuple

from gongkai.base.values import Answer, Response, Verdict
from gongkai.fetch.tls import Fault


class Reason(NamedTuple):
    verdict: Verdict
    detail: str


_LATER = "系统下次采集时会再试；若连续多日如此，请核对网址或联系网站方。"
_TALK = "本系统不会绕过；请与网站方沟通放行，或由人工查看。"

REASONS: dict[str, Reason] = {
    # Before an answer came.
    "bad-address": Reason("failed", "网址不合规范，无法访问。请在站点配置中核对该网址。"),
    "private-address": Reason(
        "failed",
        "域名指向本机或内网地址，为安全起见未访问。若确为内网网站，请把该主机加入 private_hosts。",
    ),
    "dns": Reason("failed", "域名无法解析。请核对域名是否正确、本机 DNS 是否可用。"),
    "connect": Reason("failed", f"无法连接服务器（拒绝连接或网络不通）。{_LATER}"),
    "tls": Reason(
        "failed",
        "HTTPS 握手或证书校验未通过。请在浏览器中核对缘由；若网站只支持 HTTP，请改配置中的网址；"
        "若是旧式握手、缺中间证书或证书过期，可在站点文件里为该主机写 [[tls]]，见 docs/configuration.md。",
    ),
    "timeout": Reason("failed", f"等待超时。{_LATER}"),
    "disconnected": Reason("failed", f"服务器未答复即断开连接。{_LATER}"),
    "protocol": Reason("failed", f"服务器的答复不符合 HTTP 规范，无法读取。{_LATER}"),
    "robots": Reason("blocked", "网站的 robots.txt 不允许采集此网址，未访问。如需采集，请与网站方沟通。"),
    "robots-unavailable": Reason("failed", f"未能取得 robots.txt，按惯例本轮不采集该主机。{_LATER}"),
    "rebuilt": Reason(
        "failed",
        "该主机上许多条目同时不在原址，可能网站改版或迁移，因此没有一条记为撤下。请在浏览器中打开网站核对："
        "已迁址的，把配置改为新网址，旧主机写进 hosts；确是一次撤下许多的，调大规则 removal_share。",
    ),
    # A host that is left alone for a while.
    "closing-time": Reason(
        "failed", "现在不在该主机的开放时间（open_hours）之内，没有访问。不必处理，到时系统会再采集。"
    ),
    "retry-after": Reason(
        "failed",
        "网站要求过些时候再来（Retry-After），本轮不再访问该主机。到时系统会再试；"
        "若屡次如此，请加大该主机的 pause_seconds。",
    ),
    "breaker": Reason(
        "blocked",
        "网站接连拒绝访问，系统暂不再访问该主机，以免打扰；到时会再试一次。请与网站方沟通放行，或由人工查看。",
    ),
    # Of the proxy.
    "proxy": Reason(
        "failed", "代理服务器连不上或拒绝转发，没有访问网站。请核对 gongkai.toml 里的 crawl.proxy。"
    ),
    # Of the way there.
    "redirect-loop": Reason("failed", "网址循环跳转，取不到页面。请在浏览器中核对该网址现在的去处。"),
    "too-many-redirects": Reason("failed", "跳转次数过多，已放弃。请在浏览器中核对该网址现在的去处。"),
    "bad-redirect": Reason(
        "failed", "网站跳转到无法访问的地址（缺少去处或不是 http、https）。请核对该网址。"
    ),
    "redirect-home": Reason("failed", "访问此网址被转到首页，原页面可能已撤下或改址。请在网站上查找新网址。"),
    # Of the body.
    "truncated": Reason("failed", f"内容未传完即中断，不完整的内容不作数。{_LATER}"),
    "too-large": Reason(
        "failed", "内容超过允许的大小，已放弃。如确需采集，请调大 max_bytes 或 max_attachment_bytes。"
    ),
    "encoding": Reason("failed", f"内容的压缩格式无法识别或已损坏。{_LATER}"),
    "empty-body": Reason("failed", f"服务器答复成功但内容为空。{_LATER}"),
    "no-head": Reason("failed", "服务器不支持只问文件头（HEAD），没有核对。不必处理，系统会改用普通请求。"),
    "not-a-file": Reason(
        "failed", "应为附件，得到的却是网页（可能要求登录、验证或文件已移走）。请人工核对该附件。"
    ),
    # Refusals and challenges: recognised, never worked around.
    "challenge-jsl": Reason("blocked", f"网站的“加速乐”防护要求浏览器验证。{_TALK}"),
    "challenge-rs": Reason("blocked", f"网站的“瑞数”防护要求浏览器验证。{_TALK}"),
    "challenge-wzws": Reason("blocked", f"网站的“网站卫士”防护要求浏览器验证。{_TALK}"),
    "challenge-aliyun": Reason("blocked", f"网站的阿里云防护要求浏览器验证。{_TALK}"),
    "challenge-script": Reason("blocked", f"网站要求执行脚本、写入 Cookie 后才给出页面。{_TALK}"),
    "waf": Reason("blocked", f"网站的防火墙拦截了访问。{_TALK}"),
    "captcha": Reason("blocked", f"网站要求输入验证码。{_TALK}"),
    "login": Reason("blocked", f"网站要求登录后才能查看。{_TALK}"),
    "forbidden": Reason("blocked", f"网站答复成功，但页面写明禁止访问。{_TALK}"),
    "too-often": Reason("failed", "网站认为访问过于频繁。请在配置中加大该主机的间隔。"),
    "http-403": Reason("blocked", f"网站拒绝访问（403）。{_TALK}"),
    "http-405": Reason("blocked", f"网站拒绝访问（405），多为防火墙所为。{_TALK}"),
    "http-412": Reason("blocked", f"网站拒绝访问（412），多为防护要求浏览器验证。{_TALK}"),
    "http-521": Reason("blocked", f"网站拒绝访问（521），多为防护要求浏览器验证。{_TALK}"),
    # Statements of the site.
    "http-404": Reason("gone", "网站答复页面不存在（404）。请核对网址是否已变更。"),
    "http-410": Reason("gone", "网站答复页面已删除（410）。请核对网址是否已变更。"),
    "soft-404": Reason("gone", "网站答复成功，但页面写明内容不存在。请核对网址是否已变更。"),
    "maintenance": Reason("failed", f"网站显示正在维护或升级。{_LATER}"),
    "closed": Reason("failed", "网站显示已关停或暂停服务。请核对该网站是否已迁往别处。"),
    # Answers that are something other than the page.
    "home-page": Reason("failed", "此网址下得到的是网站首页，原页面可能已撤下或改址。请在网站上查找新网址。"),
    "leads-away": Reason("failed", "得到的只是一个跳转页，没有正文。请在浏览器中核对该网址现在的去处。"),
    "leaving": Reason("failed", "得到的是“即将离开本网站”之类的跳转提示页。请把网址改为它最终的去处。"),
    "frameset": Reason("failed", "得到的只是框架页，内容在它引用的其他网址里。请把网址改为框架内的页面。"),
    "alert-only": Reason("failed", f"得到的只是一个弹窗提示，没有正文。{_LATER}"),
    "data-answer": Reason("failed", f"得到的是程序数据（JSON、XML 或脚本），不是网页。{_LATER}"),
    "bare-text": Reason("failed", f"得到的只是几个字，不是网页。{_LATER}"),
    "blank-page": Reason("failed", f"得到的网页没有任何内容。{_LATER}"),
    "garbled": Reason("failed", "得到的网页全是乱码。请在浏览器中核对，必要时在站点配置中指定编码。"),
    "needs-script": Reason(
        "failed", "网页只提示须启用 JavaScript，没有内容。请人工查看，或改用网站的其他网址。"
    ),
    "old-browser": Reason("failed", "网页只提示须更换或升级浏览器，没有内容。请人工查看，并与网站方沟通。"),
    "directory-listing": Reason("failed", "得到的是服务器的文件目录，不是网页。请核对该网址。"),
    "server-default": Reason("failed", f"得到的是服务器的默认页，网站可能尚未配置好或已迁走。{_LATER}"),
    "server-error": Reason("failed", f"网站答复成功，但页面是程序或服务器的出错信息。{_LATER}"),
    "unregistered": Reason("failed", f"接入商因网站未备案或备案失效而中断了访问。{_LATER}"),
    "parked": Reason("failed", "域名已过期或正在出售，网站已不在此。请核对网站现在的域名。"),
    # The server's own trouble.
    "http-429": Reason("failed", "网站认为访问过于频繁（429）。请在配置中加大该主机的间隔。"),
    # Of a walk over a section's list, and of an item's page.
    "stub-off-site": Reason("failed", "该栏目只是一个跳转页，转向别的网站。请改配置中的网址。"),
    "stub-loop": Reason("failed", "该栏目的跳转页一再跳转，没有到达列表。请在浏览器中核对。"),
    "shell-leads-nowhere": Reason(
        "failed",
        "栏目页本身没有条目，要由脚本另取；照页面所写的地址去取，没有得到条目。请在浏览器中核对该栏目。",
    ),
    "rows-elsewhere": Reason(
        "failed",
        "栏目的条目取自另一个主机，配置没有列出它，未去访问。如确是本网站的，请写进站点配置的 follow。",
    ),
    "asked-elsewhere": Reason(
        "failed",
        "列表的网址（request.url）在另一个主机上，没有去访问。如确是本网站的，请写进站点配置的 follow。",
    ),
    "off-site": Reason("failed", "网址转到了站外，只记标题、日期和网址，不采集内容。不必处理。"),
    "another-list": Reason(
        "failed",
        "列表里的条目与此前所见毫无相同之处，且含更早的条目，可能取到了别的栏目或改版后的其他内容，未予采信。"
        "请打开该栏目核对；如确已改版，请在站点配置中为该栏目换一个 id。",
    ),
    "text-for-list": Reason(
        "failed",
        "该栏目原为列表，现在得到的是一页文字（公告、首页或出错页），未予采信。"
        "请打开该栏目核对；如确已改版，请在站点配置中为该栏目换一个 id。",
    ),
    "rows-gone": Reason(
        "failed",
        "该栏目此前有条目，现在一条也没有，未予采信，也不算空白。请打开该栏目核对：如确已清空，"
        "用 gongkai crawl --accept 栏目编号 认可一次；如它本来就会清空（公示期满撤下等），"
        "在站点配置中为它写 may_be_empty = true。",
    ),
    "dates-gone": Reason(
        "failed",
        "该栏目的条目此前大多有日期，现在大多没有，可能改版后日期的位置变了，未予采信。请打开该栏目核对；"
        "如确是如此，用 gongkai crawl --accept 栏目编号 认可。",
    ),
    "total-jumped": Reason(
        "failed",
        "该栏目自报的总条数与上次相差悬殊，而逐页所见对不上这个数，未予采信。请打开该栏目核对；"
        "如确是如此，用 gongkai crawl --accept 栏目编号 认可。",
    ),
    "repeats": Reason(
        "failed",
        "这一页与前一页完全相同，而列表说后面还有，网站的翻页可能坏了，没有看全。请打开该栏目翻页核对；"
        "如网站一时修不好，在站点配置中为该栏目写 first_page_only = true，只看第一页。",
    ),
    "stopped": Reason("failed", "采集时间用完、被要求停止或磁盘将满，这个长列表没有翻完。下次采集会接着做。"),
    "many-missing": Reason(
        "failed", "列表一次少了许多条目，可能未取全；下次会完整再看，仍少时才记为移出列表。"
    ),
    "another-page": Reason(
        "failed", f"取得的页面与该条目此前的内容毫无相同之处，可能是出错页或首页，未记为改动。{_LATER}"
    ),
    "part-missing": Reason(
        "failed",
        f"这篇正文的一部分（后面的分页或内嵌的文件）没有取到；未看全的正文不作记录，也不算改动。{_LATER}",
    ),
    "file-unread": Reason(
        "failed",
        "文件已经取到并留存，但本机没能启动读取它的程序；没有看到文字，不作记录，也不算改动。下次采集时会再试。",
    ),
    "not-a-page": Reason("failed", f"取得的不是正文页面。{_LATER}"),
    "no-body": Reason(
        "failed",
        "网页已经取到，却没有读出正文，也没有附件。请在浏览器中核对：正文是图片、视频或由脚本填充的，只能如此；"
        "正文确在网页里的，为栏目写 selectors.body。",
    ),
    "reader-timeout": Reason(
        "failed",
        "网页已经取到并留存，但读了很久也没有读完，已放弃；没有看懂，不算改动。"
        "下次采集时会再试；若总是如此，请把该网页的快照交给本系统的开发者。",
    ),
    "reader-crashed": Reason(
        "failed",
        "网页已经取到并留存，但读取它的程序两次意外终止（可能是内存不足，也可能是网页异常）；没有看懂，不算改动。"
        "下次采集时会再试；若总是如此，请把该网页的快照交给本系统的开发者。",
    ),
    "interrupted": Reason("failed", "采集程序中途停止，未看完。下次采集会接着做。"),
    "unchanged-unknown": Reason("failed", "网站答复“未改动”，但此前从未看清过该栏目。下次会完整查看。"),
}


_ENTRY = "在站点文件里为该主机写 [[tls]]："
_BECAUSE = "并在 because 写明何时由谁发现、为何如此"
TLS: dict[Fault, str] = {
    "handshake": "HTTPS 握手未成，服务器可能只会旧式重协商或旧的加密套件、弱密钥。"
    f"如确是该网站，请{_ENTRY}legacy = true，{_BECAUSE}。",
    "old": "服务器只会 TLS 1.1 或更早的版本，本系统不用。"
    "请联系网站方升级；若网站也支持 HTTP，请改配置中的网址。",
    "plain": "此端口答复的不是 HTTPS。若网站只支持 HTTP，请把配置中的网址改为 http:// 开头。",
    "chain": "服务器没有发来中间证书，证书链不完整。请把中间证书存为配置目录里的 PEM 文件，"
    f'{_ENTRY}chain = "certs/文件名.pem"，{_BECAUSE}。',
    "issuer": "证书是自签名的，或签发者不是公认的机构。请联系网站方更换；确需采集时，"
    f"{_ENTRY}unverified = true，{_BECAUSE}。",
    "date": "证书已过期或尚未生效。请联系网站方更换；等不及时，"
    f"{_ENTRY}unverified = true，{_BECAUSE}，换好后删去。",
    "name": "证书不是发给这个主机名的。请核对网址里的主机名；确无别的主机名可用时，"
    f"{_ENTRY}unverified = true，{_BECAUSE}。",
}
"""Of `tls`: what is wrong, and what to write where. Every fault but the one that cannot be told."""


def of_handshake(fault: Fault, note: str) -> Answer:
    """The answer where a handshake failed; `note` names the host and gives OpenSSL's own words."""
    detail = TLS.get(fault) or REASONS["tls"].detail
    return Answer("failed", None, "tls", f"{detail}（{note}）")


def of(reason: str) -> Reason:
    """The verdict and sentence of a reason; `http-NNN` without a line of its own is `failed`."""
    known = REASONS.get(reason)
    if known:
        return known
    status = reason.removeprefix("http-")
    if status.startswith("5"):
        return Reason("failed", f"网站服务器出错（HTTP {status}）。{_LATER}")
    return Reason("failed", f"网站以 HTTP {status} 答复，取不到页面。请在浏览器中核对该网址。")


def told(reason: str) -> str:
    """What a visit's or a look's reason means and what to do, for the operator.

    `page-N: REASON` tells which page of a list was lost, `REASON: NOTE` a particular; what is no reason of
    ours is a list reader's own word on a page it could not recognise.
    """
    page, colon, rest = reason.partition(": ")
    if colon and page.startswith("page-"):
        return f"列表第 {page.removeprefix('page-')} 页：{told(rest)}"
    if colon and page in REASONS:
        return f"{of(page).detail}（{rest}）"
    if reason in REASONS or reason.removeprefix("http-").isdigit():
        return of(reason).detail
    return f"页面没有看懂：{reason or '原因不明'}。网站可能改版或由脚本填充，请核对栏目网址。"


def answer(
    reason: str, response: Response | None = None, *, note: str = "", verdict: Verdict | None = None
) -> Answer:
    """The answer for a reason. `note` is the particular cause, put after the sentence in brackets;
    `verdict` replaces the table's where it depends on what was asked for."""
    known = of(reason)
    detail = f"{known.detail}（{note}）" if note else known.detail
    return Answer(verdict or known.verdict, response, reason, detail)
