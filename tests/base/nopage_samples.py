"""Invented answers in the shapes that servers, CMS and defences really give instead of a page.

Each is `name: (shape, answer)`; docs/not-a-page.md lists them all. Block pages are told in words of our own: what
counts is their build, their length and the sentence that gives them away.
"""

# ruff: noqa: E501 (pages are easier to read unbroken)
from __future__ import annotations

from tests.extract.pages import page
from tests.platforms.pages import FOOT, HEAD, HOT, SIDE

Shapes = tuple[tuple[str, str], ...]

RIDDLE = "function _0x4a(a,b){var c=['\\x63','\\x6f'];return c[a-b]}" * 12
STYLE = "<style>body{margin:0;font:14px/1.5 'Microsoft YaHei'}.w{width:600px;margin:80px auto}</style>"


def bare(title: str, body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>{body}</body></html>"


def framed(body: str, title: str = "临溪区人民政府") -> str:
    return page(body, f"<title>{title}</title>")


def town(body: str, title: str = "兰溪镇人民政府") -> str:
    """A frame with a dated list of another block beside the body."""
    return bare(title, f"{HEAD}<div class='main'>{SIDE}<div class='con'>{body}</div>{HOT}</div>{FOOT}")


BLOCKED = (
    "<div class='w'><h2>{0}</h2><p>{1}</p><p>可能原因：您提交的内容包含危险的攻击请求</p><p>如何解决：1）检查提交内容；"
    "2）如网站托管，请联系空间提供商；3）普通网站访客，请联系网站管理员；</p></div>"
)
MORE = "<h2>要闻动态 <a href='/yw/'>更多</a></h2><h2>通知公告 <a href='/tz/'>更多</a></h2><h2>政策文件 <a href='/zc/'>更多</a></h2>"
HOT_ITEMS = "".join(
    f"<li><a href='/yw/{n}.html'>区领导调研第{n}号重点项目建设情况</a></li>" for n in range(20)
)
HOME = f"{HEAD}{MORE}<ul>{HOT_ITEMS}</ul>{FOOT}"
TRACE = "".join(f"\tat com.example.cms.web.Action{n}.execute(Action{n}.java:{n + 40})\n" for n in range(60))

NOT_PAGES: dict[str, Shapes] = {
    "challenge-jsl": (
        (
            "加速乐，Cookie 名写明",
            "<script>document.cookie='__jsl_clearance_s=1772|0|abc;max-age=3600';location.href=location.pathname</script>",
        ),
        (
            "加速乐，第二步的 go 函数",
            f"<script>{RIDDLE};go({{'bts':['1772.4','|0|'],'tn':'__jsl_clearance','vt':'3600'}})</script>",
        ),
        (
            "加速乐，带 jsluid",
            "<html><head><script>var c='__jsluid_h=7f';document.cookie=c;setTimeout('location.reload()',1500)</script></head></html>",
        ),
    ),
    "challenge-rs": (
        (
            "瑞数，meta 加外链脚本",
            "<!DOCTYPE html><html><head><meta content='"
            + "a1B" * 200
            + "'><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;</script><script src='/x/y.js'></script></head><body></body></html>",
        ),
        (
            "瑞数，带输入框的空页",
            f"<html><head><script r='m'>(function(){{var $_ts=window.$_ts;{RIDDLE}}})()</script></head><body><input type='hidden' id='onload' value=''></body></html>",
        ),
    ),
    "challenge-wzws": (
        (
            "网站卫士，noscript 提示",
            "<html><head><noscript><h1><strong>请开启JavaScript并刷新该页.</strong></h1></noscript><script>var wzwsquestion='q',wzwsfactor='23';</script></head><body></body></html>",
        ),
        (
            "网站卫士，压缩脚本",
            "<html><script>eval(p('0 1=\"2\"',11,11,'var|dynamicurl|/WZWSREL3pob25n|wzwsquestion|9El|wzwsfactor|2376'.split('|')))</script></html>",
        ),
        (
            "网宿，校验接口",
            f"<html><body><script>var wzwschallenge='';var dynamicapi='/waf_zw_verify';{RIDDLE}</script></body></html>",
        ),
    ),
    "challenge-aliyun": (
        ("阿里云，arg1", "<html><script>var arg1='3A2F9C';" + "function a(){}" * 300 + "</script></html>"),
        (
            "阿里云，acw_sc__v2",
            f"<html><head><script>{RIDDLE};setCookie('acw_sc__v2',x);document.location.reload()</script></head></html>",
        ),
        (
            "阿里云，WAF 滑块脚本",
            "<html><head><meta name='aliyun_waf_aa' content='x1'><script src='/waf.js'></script></head><body></body></html>",
        ),
    ),
    "challenge-script": (
        (
            "写 Cookie 后刷新",
            "<html><script>document.cookie='k=v; path=/';window.location.reload();</script></html>",
        ),
        (
            "写 Cookie 后跳回原址",
            "<html><body><script>function setCookie(n,v){document.cookie=n+'='+v}setCookie('sec','1');location.href=location.href;</script></body></html>",
        ),
        (
            "等待五秒的 CDN 校验页",
            "<html><head><title>Just a moment...</title><script>window._cf_chl_opt={cvId:'3'}</script></head><body>Enable JavaScript and cookies to continue</body></html>",
        ),
    ),
    "captcha": (
        ("验证码表单", bare("安全验证", "<form>请输入验证码<input name=c><img src=/c></form>")),
        ("滑块验证", bare("访问验证", "<div id=slider>请按住滑块，拖动到最右边</div>")),
        ("弹窗要求验证码", "<script>alert('请输入验证码');history.back();</script>"),
        (
            "CDN 验证码保护",
            bare("提示", "<p>本站开启了验证码保护</p><img src='/cdn-cgi/captcha.png'><input name=code>"),
        ),
        ("人机验证", bare("人机验证", "<p>为确认您不是机器人，请完成人机验证后继续。</p>")),
    ),
    "waf": (
        (
            "阿里云盾 405",
            bare(
                "405",
                "<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p><p>您的请求ID是：781bad</p>",
            ),
        ),
        (
            "安全狗",
            bare(
                "网站防火墙",
                STYLE + BLOCKED.format("网站防火墙", "您的请求带有不合法的参数，已被网站管理员设置拦截！"),
            ),
        ),
        ("云锁", bare("拦截提示", BLOCKED.format("云锁", "当前请求存在非法内容，已被云锁拦截"))),
        ("创宇盾", bare("创宇盾", "<h1>当前访问疑似黑客攻击，已被创宇盾拦截。</h1><p>事件编号：7c1</p>")),
        ("玄武盾", bare("", "<div>玄武盾：您的请求行为异常，已被拦截</div>")),
        ("360 网站卫士", bare("网站卫士", "<div>您的访问被网站卫士拦截，如有疑问请联系网站管理员。</div>")),
        ("D盾", bare("D盾_拦截提示", "<p>您提交的参数带有危险内容，已拦截</p>")),
        (
            "长亭雷池",
            bare("请求被拦截", "<h3>您的请求存在威胁，已被拦截</h3><p>event_id: 91ab</p><p>雷池</p>"),
        ),
        (
            "华为云 WAF",
            bare(
                "访问被拦截！",
                "<p>您的请求疑似攻击行为！</p><p>事件ID：0001 如果您是网站管理员，请登录华为云Web应用防火墙控制台处理。</p>",
            ),
        ),
        (
            "腾讯云 WAF",
            bare(
                "WAF拦截页面",
                "<p>很抱歉，您提交的请求可能对网站造成威胁，请求已被管理员设置的策略阻断</p><p>UUID：9-1</p>",
            ),
        ),
        ("奇安信网神", bare("访问禁止", "<p>网神Web应用防火墙检测到攻击，本次访问已禁止，事件号 3301</p>")),
        ("堡塔云 WAF", bare("宝塔防火墙", "<p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>")),
        (
            "F5 BIG-IP",
            "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 404520<br><a href='javascript:history.back();'>[Go Back]</a></body></html>",
        ),
        (
            "国外 CDN",
            bare(
                "Attention Required!",
                "<h1>Sorry, you have been blocked</h1><p>You are unable to access this site.</p>",
            ),
        ),
        (
            "ModSecurity",
            bare(
                "Access Denied",
                "<h1>Access Denied</h1><p>Your request was blocked by the security policy.</p>",
            ),
        ),
        ("国外 WAF 事件号", "<html><body>Request unsuccessful. The incident ID is: 1-2-3.</body></html>"),
        ("无标签的一句话", "您的请求带有不合法的参数，谢谢合作！"),
    ),
    "forbidden": (
        (
            "nginx 403",
            "<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr><center>nginx</center></body></html>",
        ),
        ("IIS 403", bare("403 - 禁止访问", "<h1>服务器错误</h1><h2>403 - 禁止访问: 目录列表被拒绝。</h2>")),
        (
            "IIS 403 拒绝",
            bare(
                "403 - 禁止访问: 访问被拒绝。",
                "<h1>服务器错误</h1><h2>403 - 禁止访问: 访问被拒绝。</h2><h3>您无权使用所提供的凭据查看此目录或页面。</h3>",
            ),
        ),
        ("CMS 无权访问", bare("提示信息", "<p>您无权访问该页面</p>")),
        (
            "400",
            "<html><head><title>400 Bad Request</title></head><body><h1>400 Bad Request</h1></body></html>",
        ),
    ),
    "too-often": (
        ("一句话", bare("提示", "<p>您的访问过于频繁，请稍后再试。</p>")),
        ("Too Many Requests", bare("Too Many Requests", "<h1>Too Many Requests</h1>")),
    ),
    "login": (
        (
            "统一身份认证表单",
            bare(
                "统一身份认证",
                "<form>用户名<input name=u>密码<input type=password name=p><button>登录</button></form>",
            ),
        ),
        (
            "后台登录",
            bare(
                "网站内容管理系统",
                "<form action=/login.do>账号<input name=u>口令<input type='password'><input type=submit value='登录'></form>",
            ),
        ),
        ("脚本画出的登录页", bare("用户登录", "<div class=box></div><script src='/login.js'></script>")),
        ("登录已超时", bare("提示", "<p>登录已超时，请重新登录！</p>")),
        ("网站框架内的登录提示", framed("<div class='tip'>您没有权限查看该信息，请先登录！</div>")),
    ),
    "soft-404": (
        (
            "nginx 404",
            "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr><center>nginx/1.20.1</center></body></html>",
        ),
        (
            "Apache 404",
            "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The requested URL /a.html was not found on this server.</p></body></html>",
        ),
        (
            "IIS 404.0",
            bare(
                "IIS 10.0 详细错误 - 404.0 - Not Found",
                "<h2>HTTP 错误 404.0 - Not Found</h2><p>您要找的资源已被删除、已更名或暂时不可用。</p>",
            ),
        ),
        (
            "IIS 404 简略",
            bare("404 - 找不到文件或目录。", "<h1>服务器错误</h1><h2>404 - 找不到文件或目录。</h2>"),
        ),
        (
            "Tomcat 404",
            "<html><head><title>HTTP Status 404 – Not Found</title></head><body><h1>HTTP Status 404 – Not Found</h1><p>Type Status Report</p><p>Message /a.jsp</p><h3>Apache Tomcat/9.0.1</h3></body></html>",
        ),
        ("标题说不存在，正文只有图", bare("您访问的页面不存在", "<img src=/404.png><a href=/>返回首页</a>")),
        ("中文一句话", bare("提示", "您访问的页面不存在或已被删除！<a href='/'>返回首页</a>")),
        ("弹窗后退回", "<script>alert('该信息不存在或已被删除！');history.go(-1);</script>"),
        (
            "大片空行后的 404",
            "\r\n" * 1_500
            + "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>",
        ),
        ("13 字节", "404 Not Found"),
        ("15 字节", "File not found."),
        (
            "整套导航和页脚，标题说不存在",
            framed("<div class='err'><img src='/404.png'></div>", "404错误页面"),
        ),
        (
            "整套导航和页脚，正文说不存在",
            framed(
                "<div class='err'><p>对不起，您访问的页面不存在或已被删除！</p><p>5 秒后返回首页</p></div>"
            ),
        ),
        ("整套导航和热点列表，正文说不存在", town("<div><p>抱歉，您要查看的信息不存在</p></div>")),
        ("整套导航，只有 404", town("<div><h1>404</h1></div>")),
        ("整套导航，找不到页面", framed("<h2>很抱歉，找不到您要访问的页面</h2>")),
    ),
    "maintenance": (
        (
            "一行字",
            "<html><head><title>某某网</title></head><body><center>网站正在升级维护中...</center></body></html>",
        ),
        ("图加一句话", "<html><body><img src=w.png><p>系统正在维护升级，请稍后访问</p></body></html>"),
        ("标题为维护", bare("网站维护", "<p>网站升级改造中，给您带来不便敬请谅解。</p>")),
        ("网站维护中", "网站维护中。。。"),
        ("英文", bare("Site maintenance", "<h1>This site is under maintenance.</h1>")),
    ),
    "closed": (
        ("网站已关停", bare("提示", "<p>本网站已关停，请访问区政府门户网站。</p>")),
        ("虚拟主机到期", bare("提示", "<p>您访问的网站空间已到期，请联系管理员续费。</p>")),
        ("Account suspended", bare("Account Suspended", "<h1>This account has been suspended.</h1>")),
    ),
    "home-page": (
        ("首页为题的门户首页", bare("首页 - 兰溪镇人民政府", HOME)),
        (
            "网站名为题的门户首页",
            bare("兰溪镇人民政府", HOME, "<meta name='SiteName' content='兰溪镇人民政府'>"),
        ),
    ),
    "redirect-home": (
        ("脚本跳到根地址", "<html><script>window.location.href='/'</script></html>"),
        (
            "meta 跳到首页",
            "<html><head><meta http-equiv='refresh' content='0;url=/index.html'></head></html>",
        ),
        ("54 字节的脚本", "<script>location.replace('/index.jsp')</script>"),
    ),
    "leads-away": (
        ("meta 跳转", "<html><head><meta http-equiv=refresh content='0;url=./list.html'></head></html>"),
        ("脚本跳转", "<html><script>window.location.href='./list.html'</script></html>"),
        (
            "脚本写出的 meta 跳转",
            "<html><script>var lm='政务公开';if(lm=='政务公开'){document.write('<meta http-equiv=\"Refresh\" content=\"0;URL=/zwgk/gsgg/\">')}</script></html>",
        ),
        (
            "300 余字节的跳转页",
            "<!DOCTYPE html><html><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'><title></title>"
            + "\n" * 90
            + "<meta http-equiv='Refresh' content='1; URL=http://new.example.gov.cn/zwgk/'></head><body></body></html>",
        ),
    ),
    "leaving": (
        (
            "即将离开本网站",
            bare(
                "提示", "<p>您访问的链接即将离开“临溪区人民政府”门户网站，是否继续？</p><a id=go>继续访问</a>"
            ),
        ),
        ("正在跳转", bare("跳转", "<p>页面跳转中，请稍候……</p><script src='/go.js'></script>")),
    ),
    "frameset": (
        (
            "上下框架",
            "<html><head><title>某局</title></head><frameset rows='80,*'><frame src='top.htm'><frame src='main.htm'></frameset></html>",
        ),
        (
            "框架加 noframes",
            "<html><frameset cols='20%,80%'><frame src='a.asp'><frame src='b.asp'><noframes><body>您的浏览器不支持框架</body></noframes></frameset></html>",
        ),
    ),
    "alert-only": (
        ("弹窗后关闭", "<script>alert('参数错误');window.close();</script>"),
        ("弹窗后退回", "<html><body><script>alert('操作失败！');history.back();</script></body></html>"),
    ),
    "data-answer": (
        ("JSON 错误", '{"code": 500, "msg": "系统繁忙", "data": null}'),
        ("JSON 数组", "[]"),
        (
            "对象存储的 XML 错误",
            '<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>',
        ),
        ("接口的 XML 错误", "<Map><timestamp>1</timestamp><status>404</status></Map>"),
        ("脚本", "var result = {state: 0}; parent.show(result);"),
        ("JSONP", 'jQuery1123({"success": false})'),
        ("裸弹窗脚本", "alert('参数有误');history.back();"),
    ),
    "bare-text": (
        ("2 字节", "ok"),
        ("3 字节", "err"),
        ("4 字节", "null"),
        ("一句话", "参数错误"),
    ),
    "empty-body": (
        ("0 字节", ""),
        ("只有 BOM 和换行", "\ufeff\r\n"),
        ("300 字节的空白", " \t\r\n" * 75),
    ),
    "blank-page": (
        ("54 字节的空网页", "<html><head><title></title></head><body></body></html>"),
        (
            "215 字节的空网页",
            "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Transitional//EN' 'http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd'><html xmlns='http://www.w3.org/1999/xhtml'><head><title></title></head><body><p>&nbsp;</p></body></html>",
        ),
        ("只有注释", "<html><body><!-- 模板未生成 --></body></html>"),
    ),
    "garbled": (
        ("替换符", bare("����", "<p>" + "���� ������" * 10 + "</p>")),
        ("锟斤拷", bare("锟斤拷", "<p>" + "锟斤拷锟斤拷" * 20 + "</p>")),
        ("UTF-8 读作 Latin-1", bare("é", "<p>" + "æ\u0094¿åº\u009cä¿¡æ\u0081¯å\u0085¬å¼\u0080" * 8 + "</p>")),
        ("整套导航也成乱码", "<html><body>" + "<a href='/x'>������</a>" * 40 + "</body></html>"),
    ),
    "needs-script": (
        (
            "请启用 JavaScript",
            "<html><head><noscript>请启用 JavaScript 后继续访问</noscript></head><body></body></html>",
        ),
        ("英文", "<html><body>Please enable JavaScript to view this page.</body></html>"),
    ),
    "old-browser": (
        (
            "版本过低",
            bare(
                "浏览器升级提示",
                "<h1>您的浏览器版本过低</h1><p>请升级后访问：</p><a href='a'>谷歌</a><a href='b'>火狐</a><a href='c'>360</a><a href='d'>Edge</a><a href='e'>QQ</a><a href='f'>搜狗</a>",
            ),
        ),
        ("请使用 IE", bare("提示", "<p>请使用IE浏览器访问本系统。</p>")),
        ("英文", bare("Unsupported browser", "<p>Your browser is not supported.</p>")),
    ),
    "directory-listing": (
        (
            "Apache、nginx",
            "<html><head><title>Index of /upload/2026</title></head><body><h1>Index of /upload/2026</h1><pre><a href='../'>../</a>"
            + "".join(f"<a href='f{n}.pdf'>f{n}.pdf</a> 02-Jan-2026 10:0{n % 10} 3{n}K\n" for n in range(40))
            + "</pre></body></html>",
        ),
        (
            "IIS",
            "<html><head><title>www.example.gov.cn - /files/</title></head><body><H1>www.example.gov.cn - /files/</H1><hr><pre><A HREF='/'>[转到父目录]</A><br>2026/1/2 10:00 &lt;dir&gt; <A HREF='/files/a/'>a</A></pre></body></html>",
        ),
        (
            "Tomcat",
            "<html><head><title>Directory Listing For /upload/</title></head><body><h1>Directory Listing For /upload/</h1><table><tr><td><a href='a.doc'>a.doc</a></td><td>12.0 kb</td></tr></table></body></html>",
        ),
    ),
    "server-default": (
        (
            "nginx",
            "<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed.</p><a href='http://nginx.org/'>nginx.org</a></body></html>",
        ),
        (
            "IIS",
            "<html><head><title>IIS Windows Server</title></head><body><a href='#'><img src='iisstart.png'></a></body></html>",
        ),
        ("Apache", "<html><body><h1>It works!</h1></body></html>"),
        (
            "宝塔面板建站",
            bare(
                "恭喜，站点创建成功！",
                "<h1>恭喜，站点创建成功！</h1><p>这是默认index.html，本页面由系统自动生成</p>",
            ),
        ),
        (
            "宝塔面板无站点",
            bare(
                "没有找到站点",
                "<h1>没有找到站点</h1><p>您的请求在Web服务器中没有找到对应的站点！</p><p>可能原因：您没有将此域名或IP绑定到对应站点!</p>",
            ),
        ),
        (
            "Tomcat",
            "<html><head><title>Apache Tomcat/9.0.1</title></head><body><h2>If you're seeing this, you've successfully installed Tomcat.</h2></body></html>",
        ),
    ),
    "server-error": (
        (
            "Tomcat 500 与堆栈",
            f"<html><head><title>HTTP Status 500 – Internal Server Error</title></head><body><h1>HTTP Status 500</h1><pre>java.lang.NullPointerException\n{TRACE}</pre></body></html>",
        ),
        (
            "ASP.NET 黄页",
            bare(
                "“/”应用程序中的服务器错误。",
                "<h1>“/”应用程序中的服务器错误。</h1><h2>未将对象引用设置到对象的实例。</h2><pre>[System.NullReferenceException: 未将对象引用]</pre>",
            ),
        ),
        (
            "Spring",
            "<html><body><h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error.</p><div>There was an unexpected error (type=Not Found, status=404).</div></body></html>",
        ),
        (
            "PHP",
            "<br /><b>Fatal error:  Uncaught Error: Call to undefined function show()</b> in <b>/www/show.php</b> on line <b>12</b><br />",
        ),
        (
            "ASP 数据库",
            "<font face='宋体'><p>Microsoft OLE DB Provider for SQL Server</font> <font>error '80004005'</font><p>/show.asp，行 12</p>",
        ),
        ("数据库连接", bare("Database Error", "<h1>Error establishing a database connection</h1>")),
        (
            "502",
            "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>",
        ),
        ("ThinkPHP", bare("系统发生错误", "<h1>页面错误！请稍后再试～</h1>")),
        ("整套导航内的出错信息", framed("<div class='msg'>系统发生异常！</div>")),
    ),
    "unregistered": (
        (
            "未备案",
            bare(
                "提示", "<h2>该网站暂时无法访问</h2><p>该网站未备案或备案信息不符，接入商已停止提供服务。</p>"
            ),
        ),
        ("备案注销", bare("温馨提示", "<p>网站备案已被注销，根据规定已关闭访问。</p>")),
    ),
    "parked": (
        (
            "域名出售",
            bare(
                "该域名正在出售",
                "<h1>example.cn</h1><p>This domain may be for sale</p>" + "<a href='/x'>相关</a>" * 9,
            ),
        ),
        ("域名过期", bare("提示", "<p>您访问的域名已过期，请联系注册商续费。</p>")),
        ("英文", bare("example.cn", "<p>This domain name is parked free, courtesy of the registrar.</p>")),
    ),
}
