"""Challenges, firewalls, logins, soft 404s, maintenance: told from pages that only speak of them."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from gongkai.base.values import FetchKind
from gongkai.fetch.refusal import recognise

HTML = (("Content-Type", "text/html"),)

JSL = "<script>document.cookie=('_')+('_')+'jsl_clearance_s=17';location.href=location.pathname</script>"
JSL_PLAIN = "<script>document.cookie='__jsl_clearance_s=1772|0|abc';location.href='/'</script>"
RUISHU = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><meta content="' + "a1B" * 200 + '">'
    "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;</script><script src='/x/y.js'></script></head>"
    "<body></body></html>"
)
WZWS = (
    "<html><head><noscript><h1><strong>请开启JavaScript并刷新该页.</strong></h1></noscript>"
    "<script>var wzwsquestion='q';</script></head><body></body></html>"
)
ACW = "<html><script>var arg1='3A2F';" + "function a(){}" * 500 + "setCookie('acw_sc__v2',x)</script></html>"
COOKIE = "<html><script>document.cookie='k=v; path=/';window.location.reload();</script></html>"
CAPTCHA = (
    "<html><head><title>安全验证</title></head><body><form>请输入验证码"
    "<input name=c><img src=/c></form></body></html>"
)
CAPTCHA_ALERT = "<script>alert('请输入验证码');history.back();</script>"
CLOUD = (
    "<html><head><title>405</title></head><body>"
    "很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</body></html>"
)
CLOUD_200 = "<html><body><h1>请求已被拦截</h1>您的请求包含恶意行为，已被云防护拦截</body></html>"
LOGIN = (
    "<html><head><title>统一身份认证</title></head><body><form>用户名<input name=u>密码"
    "<input type=password name=p><button>登录</button></form></body></html>"
)
SOFT = "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1>nginx</body></html>"
SOFT_CN = (
    "<html><head><title>提示</title></head><body>您访问的页面不存在或已被删除！"
    "<a href='/'>返回首页</a></body></html>"
)
SOFT_TITLE = (
    "<html><head><title>页面不存在</title></head><body>" + "<a href=/x>栏目</a>" * 9 + "</body></html>"
)
UPKEEP = (
    "<html><head><title>网站维护</title></head><body>网站升级改造中，给您带来不便敬请谅解。</body></html>"
)
UPKEEP_2 = "<html><body><img src=w.png><p>系统正在维护升级，请稍后访问</p></body></html>"


@pytest.mark.parametrize(
    ("status", "text", "verdict", "reason"),
    [
        (521, JSL_PLAIN, "blocked", "challenge-jsl"),
        (521, JSL, "blocked", "challenge-jsl"),
        (521, "", "blocked", "http-521"),
        (512, JSL_PLAIN, "blocked", "challenge-jsl"),
        (200, JSL_PLAIN, "blocked", "challenge-jsl"),
        (200, JSL, "blocked", "challenge-script"),
        (412, RUISHU, "blocked", "challenge-rs"),
        (202, RUISHU, "blocked", "challenge-rs"),
        (200, RUISHU, "blocked", "challenge-rs"),
        (412, "", "blocked", "http-412"),
        (202, "", "failed", "http-202"),
        (200, WZWS, "blocked", "challenge-wzws"),
        (200, ACW, "blocked", "challenge-aliyun"),
        (200, COOKIE, "blocked", "challenge-script"),
        (200, CAPTCHA, "blocked", "captcha"),
        (403, CAPTCHA, "blocked", "captcha"),
        (200, CAPTCHA_ALERT, "blocked", "captcha"),
        (405, CLOUD, "blocked", "waf"),
        (403, "<h1>403 Forbidden</h1>", "blocked", "http-403"),
        (200, CLOUD_200, "blocked", "waf"),
        (200, LOGIN, "blocked", "login"),
        (200, SOFT, "gone", "soft-404"),
        (200, SOFT_CN, "gone", "soft-404"),
        (200, SOFT_TITLE, "gone", "soft-404"),
        (200, SOFT_TITLE.replace("页面不存在", "404"), "gone", "soft-404"),
        (200, SOFT_TITLE.replace("页面不存在", "404错误页面"), "gone", "soft-404"),
        (200, SOFT_TITLE.replace("页面不存在", "您访问的页面不存在"), "gone", "soft-404"),
        (200, UPKEEP, "failed", "maintenance"),
        (503, UPKEEP, "failed", "maintenance"),
        (200, UPKEEP_2, "failed", "maintenance"),
        (200, " \r\n\ufeff\t", "failed", "empty-body"),
        (404, UPKEEP, "gone", "http-404"),
        (418, "", "failed", "http-418"),
        (503, "", "failed", "http-503"),
    ],
)
def test_refusals(status: int, text: str, verdict: str, reason: str) -> None:
    kinds: tuple[FetchKind, ...] = ("list", "article")
    for kind in kinds:
        for content in (text, text.encode(), text.encode("gb18030")):
            found = recognise(status, HTML, content, kind=kind)
            assert found is not None
            assert (found.verdict, found.reason) == (verdict, reason)
            assert found.detail.endswith("。")


NAVIGATION = "".join(f'<li><a href="/zwgk/{i}/">政务公开{i}</a></li>' for i in range(14))


def _page(title: str, body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><ul>{NAVIGATION}</ul>"
        f"<h1>{title}</h1><div class=content>{body}</div><div>主办：某区人民政府办公室</div></body></html>"
    )


@pytest.mark.parametrize(
    "text",
    [
        _page("关于网站系统维护的公告", "因系统维护升级，网站将于周六暂停服务，给您带来不便敬请谅解。"),
        _page("短信验证码诈骗提醒", "请勿向他人提供。办理时请输入验证码。"),
        _page("通知", "本页面不存在收费项目。"),
        _page("某办法", "短", "<script>$_ts={};document.cookie='a=b';location.href='#'</script>"),
        _page("用户登录", "<form><input type=password>登录</form>"),
        _page("404医院迁址公告", "正文" * 30),
        _page("404路公交线路调整通知", "正文" * 30),
        _page("公告", "<p>您的IP已被记录。</p>"),
        "<html><head><meta http-equiv=refresh content='0;url=./list.html'></head></html>",
        "<html><script>window.location.href='./list.html'</script></html>",
        "<html><head><title>栏目</title></head><div id=app></div><script src=/app.js></script></html>",
        "<html><body><ul></ul><p>暂无信息</p></body></html>",
        "<html><body><p>本栏目正在建设中</p></body></html>",
        "<html><body><p>张某：经查，您申请的政府信息不存在。</p></body></html>",
        "<html><head><title>信息不存在告知书</title></head><body><p>经检索没有找到该信息。</p></body></html>",
        _page("文件不存在的情形说明", "短"),
        '{"code": 404, "msg": "请输入验证码"}',
        "ok",
        "<html><body>" + "系统正在维护的" * 100_000 + "</body></html>",
    ],
)
def test_pages_that_only_speak_of_it(text: str) -> None:
    assert recognise(200, HTML, text, kind="list") is None


def test_an_attachment_may_be_anything() -> None:
    assert recognise(200, (), "", kind="attachment") is None


@pytest.mark.parametrize(
    "text",
    ["<" * 250_000, "<script" * 36_000, "<!--" * 60_000, "<a " * 80_000,
     "<title" * 40_000, "<input " * 36_000,
     "<p>请" * 60_000, "404" * 80_000, " " * 250_000 + "<", "网站" * 120_000, "<p>" + "页面" * 120_000],
)  # fmt: skip
def test_no_page_takes_long(text: str) -> None:
    began = process_time()
    for status in (200, 403, 503):
        recognise(status, HTML, text, kind="list")
    assert process_time() - began < 0.6


def test_real_pages_are_pages(evaluation: Path) -> None:
    """Of saved pages of government sites none is taken for a refusal but those that are one."""
    stubs, wrong, seen = 0, [], 0
    for file in sorted((evaluation / "realpages" / "pages").iterdir()):
        found = recognise(200, HTML, file.read_bytes(), kind="article")
        seen += 1
        if found and found.reason == "maintenance" and file.stat().st_size < 600:
            stubs += 1
        elif found:
            wrong.append((file.name, found.reason))
    assert seen > 100
    assert wrong == []
    assert stubs <= 1
