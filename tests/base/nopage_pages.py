"""Invented pages that speak of what is no page, or look like it, and are pages all the same."""

# ruff: noqa: E501 (pages are easier to read unbroken)
from __future__ import annotations

from tests.base.nopage_samples import HOME, bare, framed
from tests.extract.pages import PROSE

DATED = "<div>发布时间：2026-01-02　来源：区政府办</div>"
CHALLENGE = "<script>$_ts=window['$_ts'];document.cookie='a=b';location.href='#'</script>"
DIALOG = "<div style='display:none'>您访问的链接即将离开“临溪区人民政府”网站，是否继续？</div>"
OLD = "<!--[if lt IE 9]><p>您的浏览器版本过低，请升级您的浏览器</p><![endif]-->"
ROWS = "".join(
    f"<li><a href='t{n}.html'>临溪区第{n}批公益岗位招聘人员名单公示</a><span>2026-01-{n:02d}</span></li>"
    for n in range(1, 16)
)
LIST = f"<div>当前位置：<a>首页</a> > <a>公示公告</a></div><ul class='list'>{ROWS}</ul>"


def article(title: str, body: str) -> str:
    return framed(f"<h1>{title}</h1>{DATED}<div id='zoom'>{body}</div>", title)


PAGES: tuple[tuple[str, str], ...] = (
    (
        "维护公告",
        article(
            "关于网站系统维护的公告", "<p>因系统维护升级，网站将于周六暂停服务，给您带来不便敬请谅解。</p>"
        ),
    ),
    ("无框架的维护公告", bare("关于网站系统维护的公告", "<p>因系统正在维护升级，网站将于周六暂停服务。</p>")),
    ("关停公告", article("关于关停街道网站的公告", "<p>本网站已关停，相关内容并入区政府门户网站。</p>")),
    ("无框架的关停公告", bare("关于街道网站关停的公告", "<p>本网站已关停，相关内容并入区政府门户网站。</p>")),
    ("改版启事", article("网站改版启事", "<p>网站正在改版，欢迎提出意见。</p>")),
    ("验证码提醒", article("短信验证码诈骗提醒", "<p>请勿向他人提供。办理时请输入验证码。</p>")),
    ("无框架的验证码说明", bare("关于登录须完成滑动验证的说明", "<p>登录前请完成滑动验证。</p>")),
    ("登录指南", article("统一身份认证平台登录指南", "<p>请先登录后再办理。登录已超时的，请重新登录。</p>")),
    ("无框架的登录须知", bare("关于用户登录的通知", "<p>请登录后查看办理进度。</p>")),
    (
        "有登录框的文章",
        article(
            "某办法",
            "<form>用户<input><input type=password>登录</form><p>第一条　为加强管理，制定本办法。</p>",
        ),
    ),
    ("404 路公交", article("404路公交线路调整通知", "<p>404路公交改走滨河路。</p>")),
    ("404 医院", article("404医院迁址公告", "<p>迁至新址。</p>")),
    ("信息不存在告知书", bare("信息不存在告知书", "<p>经检索没有找到该信息。</p>")),
    ("您申请的信息不存在", bare("答复", "<p>张某：经查，您申请的政府信息不存在。</p>")),
    ("有框架的信息不存在答复", article("依申请公开答复", "<p>您申请公开的信息不存在。</p>")),
    ("页面不存在的整改通报", article("关于网页不存在问题的整改通报", PROSE)),
    (
        "引用出错语的通报",
        article("网站抽查情况通报", "<p>部分链接打开后显示“您访问的页面不存在”，已责令整改。</p>"),
    ),
    ("本页面不存在收费", article("通知", "<p>本页面不存在收费项目。</p>")),
    ("文件不存在的情形", article("文件不存在的情形说明", "<p>短。</p>")),
    ("防火墙采购", article("网站防火墙采购公告", "<p>采购Web应用防火墙一台。</p>")),
    (
        "无框架的防火墙采购",
        bare("我局网站防火墙项目成交结果公示", "<p>网站防火墙一台，成交价九万元，未成交的供应商被拒绝。</p>"),
    ),
    ("攻击通报", article("网络安全通报", "<p>某网站存在非法攻击，IP已被封禁，访问被拦截。</p>")),
    ("IP 已被记录", article("公告", "<p>您的IP已被记录。</p>")),
    ("备案通报", article("关于未备案网站的通报", "<p>该网站未备案，已关闭。</p>")),
    ("无框架的备案通知", bare("关于网站备案的通知", "<p>未备案的网站无法访问，请尽快办理。</p>")),
    ("域名转让公示", article("域名转让公示", "<p>我局域名拟转让给区大数据中心。</p>")),
    ("服务器出错说明", article("关于服务器故障的说明", "<p>昨日服务器内部错误，现已恢复。</p>")),
    ("浏览器建议", article("办事指南", "<p>请使用IE浏览器打开申报系统。</p>")),
    (
        "页脚的浏览器建议",
        framed(f"<h1>通知</h1>{DATED}<p>明日停水。</p><p>建议使用IE8以上浏览器</p>", "通知"),
    ),
    ("条件注释里的浏览器提示", bare("停水通知", f"{OLD}<h1>停水通知</h1><p>明日八时至十二时停水。</p>")),
    ("隐藏的离开提示", framed(f"<h1>停电通知</h1>{DATED}<p>明日停电。</p>{DIALOG}", "停电通知")),
    ("带瑞数脚本的短文", article("某办法", f"{CHALLENGE}<p>短。</p>")),
    ("带瑞数脚本的列表", framed(f"{CHALLENGE}{LIST}", "公示公告")),
    ("带加速乐 Cookie 读取的文章", article("某通知", f"<script>var c='__jsl_clearance';</script>{PROSE}")),
    ("带自动刷新的列表", framed(f"<meta http-equiv='refresh' content='300'>{LIST}", "公示公告")),
    ("几个字的文章", article("停水通知", "<p>今日停水。</p>")),
    ("无框架的几个字", bare("停水通知", "<h1>停水通知</h1><p>今日停水。</p>")),
    ("只有图的文章", article("一图读懂预算", "<p><img src='/a/b.jpg'></p>")),
    ("无框架只有图", bare("一图读懂预算", "<img src='/a/b.jpg'>")),
    ("只有附件的文章", article("2025年部门决算", "<p><a href='/a/b.pdf'>2025年部门决算.pdf</a></p>")),
    ("只有视频的文章", article("宣传片", "<video src='/a.mp4'></video>")),
    (
        "空栏目：暂无信息",
        framed("<div>当前位置：首页 > 公示公告</div><h2>公示公告</h2><ul></ul><p>暂无信息</p>", "公示公告"),
    ),
    (
        "空栏目：栏目建设中",
        framed("<div>当前位置：首页 > 公示公告</div><h2>公示公告</h2><p>该栏目正在建设中</p>", "公示公告"),
    ),
    ("无框架的空栏目", "<html><body><ul></ul><p>暂无信息</p></body></html>"),
    (
        "脚本填充的栏目",
        "<html><head><title>栏目</title></head><div id=app></div><script src=/app.js></script></html>",
    ),
    (
        "脚本填充的栏目，附 noscript",
        "<html><head><title>栏目</title></head><body><noscript>请启用 JavaScript 后继续</noscript><div id=app></div><script src=/app.js></script></body></html>",
    ),
    ("普通列表", framed(LIST, "公示公告")),
    (
        "列表里有维护和 404 的标题",
        framed(
            LIST.replace(
                "</ul>",
                "<li><a href='t90.html'>网站维护公告</a><span>2026-01-20</span></li><li><a href='t91.html'>您访问的页面不存在怎么办</a><span>2026-01-21</span></li></ul>",
            ),
            "公示公告",
        ),
    ),
    ("题为首页的文章", bare("首页", HOME + f"<div>当前位置：首页</div><h1>标题就在这里</h1>{DATED}{PROSE}")),
    ("引用 Index of 的文章", article("Index of industrial production 2025", PROSE)),
    ("数据接口通告", article("关于停用数据接口的通告", '<p>{"code":404}</p>')),
    ("无框架：小区正在改造", bare("民生实事", "<p>我街道正在对三里老旧小区进行改造，请居民配合。</p>")),
    ("无框架：信息系统建设", bare("工作动态", "<p>我局加强信息系统建设，提升服务水平。</p>")),
    ("无框架：公交服务已暂停", bare("出行提示", "<p>因天气原因，公交服务已暂停。</p>")),
    ("无框架：产品安全验证", bare("工作动态", "<p>该批产品经安全验证，全部合格。</p>")),
    (
        "无框架：复议中的请求与拒绝",
        bare("行政复议", "<p>申请人请求被申请人公开信息，被申请人拒绝。本机关认为不当。</p>" * 9),
    ),
    ("无框架：防火墙拦截攻击", bare("工作动态", "<p>我局部署的Web应用防火墙拦截攻击三百次。</p>")),
    ("无框架：内容存在非法添加", bare("抽检情况", "<p>经检，产品内容存在非法添加。</p>")),
    ("无框架：请登录系统填报", bare("工作提示", "<p>各单位请登录系统填报数据。</p>")),
    ("无框架：文章不存在抄袭", bare("核查结果", "<p>经核查，该文章不存在抄袭问题。</p>")),
    ("标题：页面不存在收费", article("网页不存在收费项目", "<p>短。</p>")),
    ("无框架：未备案的民宿", bare("整治行动", "<p>对未备案的民宿予以关闭，禁止营业。</p>")),
    ("无框架：即将进入汛期", bare("防汛动态", "<p>我区即将进入汛期，请做好准备。</p>")),
    ("无框架：请用浏览器扫码", bare("报名方式", "<p>请用微信或手机浏览器扫描下方二维码报名。</p>")),
    ("无框架：系统异常处置", bare("系统异常处置", "<p>系统异常时先断电。</p>")),
    (
        "给手机引路的短文",
        bare(
            "停水通知",
            "<p>今日停水。</p>",
            "<script>if(/Mobile/.test(navigator.userAgent)){location.href='/m/1.html'}</script>",
        ),
    ),
    (
        "给手机引路的图",
        bare("一图读懂", "<img src='/a.jpg'>", "<script>function go(){location.href='/m/1.html'}</script>"),
    ),
    (
        "记访问数的短文",
        bare("停水通知", "<p>今日停水。</p>", "<script>document.cookie='n=1';var h=location.href;</script>"),
    ),
    ("无框架，带瑞数脚本的短文", bare("停水通知", f"{CHALLENGE}<h1>停水通知</h1><p>今日停水。</p>")),
    ("无框架，带瑞数脚本的图", bare("一图读懂", f"{CHALLENGE}<img src='/a.jpg'>")),
    (
        "写信的表单",
        bare("区长信箱", "<form>姓名<input>电话<input>内容<textarea></textarea>请输入验证码<input></form>"),
    ),
    (
        "有会员栏的短文",
        article("停水通知", "<p>今日停水。</p><div>您还没有登录，请先登录后发表评论</div>").replace(
            "<h1>", "<div>您还未登录</div><h1>", 1
        ),
    ),
    ("模板前的大片空行", "\r\n" * 1_500 + article("停水通知", "<p>今日停水。</p>")),
)
