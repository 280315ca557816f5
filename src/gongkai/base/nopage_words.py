"""The words by which answers say that they are not the page that was asked for. Used by `nopage` alone.

Shapes come from the servers, CMS and defences themselves: nginx, Apache, IIS and Tomcat error pages, the
block pages of cloud and host firewalls, the challenge scripts of 加速乐, 瑞数, 网站卫士 and Aliyun. Texts of
offices speak of systems, visits, requests and refusals too: so a sentence must speak to the visitor or of the
site. Each pattern has bounded gaps only, so that searching stays linear.
"""

from __future__ import annotations

import re

_END = r"(?=$|[\W或了]|请|返回|可能|您)"
"""What may follow the end of such a sentence; 不存在收费 and 文章不存在抄袭 go on."""

CHALLENGES = (
    ("challenge-jsl", re.compile(r"__jsl_clearance|__jsluid")),
    ("challenge-rs", re.compile(r"\$_ts\b")),
    (
        "challenge-wzws",
        re.compile(r"wzwsquestion|wzwschallenge|WZWSREL|waf_zw_verify|请开启JavaScript并刷新该页"),
    ),
    ("challenge-aliyun", re.compile(r"acw_sc__v\d|\bvar\s+arg1\s*=|aliyun_waf_aa|aliyunwaf_")),
    ("challenge-script", re.compile(r"_cf_chl_opt|__cf_chl_|/cdn-cgi/challenge-platform/h/")),
)
COOKIE_SCRIPT = re.compile(r"document\.cookie\s*=|\bsetCookie\s*\(")
RELOAD_SCRIPT = re.compile(r"location\.(?:reload|replace|href|assign)|location\s*=")

CAPTCHA = re.compile(
    r"(?:请|需要?)(?:先)?(?:您)?(?:正确)?(?:输入|填写|完成|通过|进行)(?:图片|图形|下方|下图|右侧|页面)?(?:中的|的)?"
    r"(?:验证码|(?:安全|人机|滑动|滑块|访问|行为)验证|滑块)"
    r"|(?:人机|滑动|滑块)验证(?!码)|^\W*(?:安全|访问|行为)验证\W*(?:$|\s)|(?:拖动|按住)[^。<>]{0,6}滑块|开启了验证码保护"
    r"|\bcaptcha\b|verify (?:that )?you are (?:a )?human|verifying you are human",
    re.I,
)
_YOURS = r"(?:您|你|当前|本次|此次|检测到)"
_ASKED = r"(?:访问|请求|操作|提交|参数|行为|IP|链接|URL)"
_REFUSED = r"(?:拦截|阻断|拒绝|禁止|封禁|屏蔽)"
WAF_SAID = re.compile(
    rf"{_YOURS}[^。<>]{{0,24}}{_ASKED}[^。<>]{{0,30}}(?:被|已)[^。<>]{{0,12}}{_REFUSED}"
    rf"|{_YOURS}[^。<>]{{0,8}}{_ASKED}[^。<>]{{0,16}}(?:具有|存在|包含|带有|含有|疑似)[^。<>]{{0,10}}"
    r"(?:不合法|攻击|威胁|恶意|非法|危险|敏感)"
    rf"|^\W*(?:您的)?(?:访问|请求|操作)(?:已)?被{_REFUSED}|对(?:本|该)?网站造成(?:安全)?威胁|(?:访问|请求)[^。<>]{{0,4}}疑似"
    r"|(?:您|你)(?:正在|试图)[^。<>]{0,6}非法攻击|^\W*\w{0,4}(?:拦截提示|阻断页面)"
    r"|requested url was rejected|your support id is|\brequest (?:has been |was |is )?(?:blocked|rejected)"
    r"|(?:you|your access|your ip)[^.<>]{0,20} (?:have|has) been blocked"
    r"|\baccess denied\b|the incident id is",
    re.I,
)
_PRODUCT = (
    r"(?:(?:网站|云|应用|宝塔)防火墙|web ?应用防火墙|云防护|安全狗|云锁|云盾|创宇盾|玄武盾|D盾|网站卫士"
    r"|网神|雷池|云WAF|web application firewall|\bWAF\b)"
)
WAF_NAMED = re.compile(_PRODUCT, re.I)
WAF_TITLE = re.compile(rf"^\W*{_PRODUCT}\W*\w{{0,4}}$", re.I)
ATTACK = re.compile(r"拦截|阻断|攻击|威胁|不合法|恶意|block|reject", re.I)
"""A refusal that says no more than 403 is the server's own; a firewall speaks of attacks."""
TOO_OFTEN = re.compile(
    r"(?:访问|请求|操作|刷新|点击|查询)[^。<>]{0,8}(?:过于|太|过)(?:频繁|快)|too many requests"
    r"|(?:访问|请求)(?:频率|次数)[^。<>]{0,6}(?:过高|过多|超)",
    re.I,
)
# 栏目正在建设中 is no maintenance: it states that a column is empty, which is for the readers to say.
_SITE = r"(?:网站|本站|站点|网页|系统|平台|服务器|数据库)"
MAINTENANCE = re.compile(
    rf"{_SITE}[^。<>]{{0,16}}(?:正在|正处于|进行)[^。<>]{{0,12}}(?:维护|升级|改版|改造|建设)(?:中|。|，|,|！|!|…|\.|$|\s|请)"
    rf"|{_SITE}[^。<>]{{0,8}}(?:维护|升级|改版|改造|建设)(?:中|期间)(?=$|\W|请|给|暂|敬)"
    r"|^\W*(?:正在|正处于)[^。<>]{0,8}(?:维护|升级|改版)|under (?:maintenance|construction)"
    r"|temporarily unavailable|be right back",
    re.I,
)
CLOSED = re.compile(
    r"(?:^\W*|本|该|此|访问的|当前)(?:网站|站点|本站|虚拟主机|主机)(?:空间)?[^。<>]{0,4}(?:已(?:经)?|被)(?:临时|永久|正式)?"
    r"(?:关闭|关停|停用|停止(?:服务|访问|运行|更新|维护)|下线|暂停|冻结|到期|过期|欠费)"
    r"|^\W*(?:网站|站点|本站)暂停(?:访问|服务)|(?:account|site|website) (?:has been |is )?suspended",
    re.I,
)
LOGIN = re.compile(r"登录|登陆|log ?in|sign ?in|统一身份认证", re.I)
LOGIN_SAID = re.compile(
    r"请(?:您)?(?:先|重新)登[录陆]|请(?:您)?登[录陆](?:后|再)(?:查看|访问|浏览|操作|继续)|登[录陆](?:已|信息)?(?:超时|失效|过期)"
    r"|(?:您|你)?(?:还|尚)?(?:没有|未)登[录陆]|(?:您|你)?(?:没有|无)权限?(?:访问|查看|浏览)"
)
LOGIN_TITLE = re.compile(
    r"^(?:.{0,16}(?:统一身份认证|单点登[录陆])(?:平台|系统|中心)?|(?:用户|系统|会员|后台|管理员|请)?登[录陆](?:页面?|系统)?"
    r"|log ?in|sign ?in)(?:\W.{0,30})?$",
    re.I,
)
FORBIDDEN = re.compile(
    r"\b403\b\W{0,5}(?:forbidden|禁止访问|拒绝访问)|\bforbidden\b|^\W*(?:禁止访问|拒绝访问|40[013]\W*$)"
    r"|(?:您|你)?(?:无权|没有权限|不允许)(?:访问|查看|浏览|打开)(?:该|此|本|这个|当前)?(?:页面|网页|资源|网站|目录)"
    r"|directory listing denied|\b401\b\W{0,5}unauthorized|\bbad request\b",
    re.I,
)

# 您申请的政府信息不存在 is the text of many an answer to a citizen: only what was visited can be missing.
_VISITED = r"(?:访问|浏览|查看|查找|打开|请求|要找)的?[^。，,<>]{0,8}(?:信息|内容|文件|资源|栏目|地址|链接)"
_MISSING = (
    r"(?:不存在|不见了|丢失|无法找到|未找到|找不到|没有找到|无效"
    r"|已(?:经)?(?:被)?(?:删除|移除|撤下|下线|移走))"
)
MISSING_TITLE = re.compile(
    r"^\W*(?:(?:http|status|error|状态|错误|出错|\W)*404(?:\.\d)?"
    r"(?:\W*$|\W*(?:not|page|file|error|错误|页面|找不到|未找到|您|对不起|抱歉))"
    r"|(?:iis [\d.]+ )?\w{0,6}(?:错误|error)\W{1,4}404(?:\.\d)?\b"
    rf"|(?:您|你)?(?:要|所)?(?:{_VISITED}|(?:访问|浏览|查看|查找|打开|请求|要找)?的?(?:页面|网页|文章)){_MISSING}{_END}"
    r"|(?:未找到|找不到|无法找到)(?:该?(?:页面?|网页)|资源|$)|(?:page |file )?not found\b)",
    re.I,
)
MISSING_TEXT = re.compile(
    rf"(?:(?:页面|网页|网址|链接|文章)[^。，,<>]{{0,12}}|{_VISITED}[^。，,<>]{{0,4}}){_MISSING}{_END}"
    r"|(?:找不到|未找到|没有找到|无法找到)(?:您|你|该|此)?[^。，,<>]{0,8}(?:页面|网页|网址|资源)"
    r"|404(?:\.\d)?\s*[-:：–]?\s*(?:not found|错误|页面)|(?:page|file|resource|url)[^.<>]{0,40}not found"
    r"|^\W*(?:该|此)?(?:信息|内容|新闻|稿件)(?:不存在|已(?:被)?(?:删除|撤下|下线))[^。<>]{0,12}[。！!]?$",
    re.I,
)

# One line of a page and all that it says.
_SORRY = r"\W*(?:(?:对不起|非?常?很?抱歉|sorry|温馨提示|提示|ERROR|404)\W*)*"
_WAY_OUT = r"(?:\W*(?:请|返回|点击|系统|\d|秒|或|可能|可以|稍后|即将|将|自动|您可以|首页|上一页).{0,80})?\W*$"
_OBJECT = r"(?:页面|网页|文章|信息|内容|栏目|网址|链接|资源|文件|地址)"
_SEEK = r"(?:访问|查找|浏览|查看|打开|请求|找)"
FRAMED = (
    (
        "soft-404",
        re.compile(
            rf"{_SORRY}(?:(?:您|你)(?:当前|现在)?(?:要|所|想)?{_SEEK}的?{_OBJECT}|(?:该|此|本|当前)?(?:页面|网页|文章|网址))"
            rf"[^。，,<>]{{0,4}}{_MISSING}(?:\W?[或者、]*[^。<>]{{0,16}}"
            rf"(?:删除|移除|更名|改名|移动|不可用|下线|撤下|存在|失效))?了?{_WAY_OUT}"
            rf"|{_SORRY}(?:找不到|未找到|没有找到|无法找到)(?:该|此|您)?(?:要|所)?{_SEEK}?的?(?:页面|网页|网址)了?{_WAY_OUT}"
            r"|\W*404\W*(?:not found|错误|error|页面[^。，,<>]{0,12})?\W*$",
            re.I,
        ),
    ),
    (
        "login",
        re.compile(
            rf"{_SORRY}(?:您|你)?(?:没有|无)权限?(?:访问|查看|浏览)[^。<>]{{0,10}}"
            rf"(?:\W*请?(?:先)?登[录陆][^。<>]{{0,12}})?{_WAY_OUT}"
            r"|\W*请(?:您)?先?登[录陆](?:后|再)[^。，,<>]{0,4}(?:查看|访问|浏览|阅读)"
            r"(?:本|该|此|更多|全部|完整)?(?:页面?|信息|内容|详情|全文|栏目)?\W*$"
        ),
    ),
    (
        "server-error",
        re.compile(r"\W*(?:系统|服务器|程序|页面)(?:发生|内部|出现|运行)?(?:了)?(?:错误|异常|出错)\W*$"),
    ),
)

SERVER_ERROR = re.compile(
    r"^\W{0,10}(?:"
    r"(?:http|status|状态|error|错误|\W){0,9}50[0234](?:\.\d+)?\W{0,3}"
    r"(?:$|\W*(?:internal|server|bad gateway|service|gateway|内部|服务器|错误|error))"
    r"|server error in |whitelabel error page|runtime error|/?\S{0,40}应用程序中的服务器错误"
    r"|(?:internal )?server error\b|bad gateway|gateway time-?out|service (?:temporarily )?unavailable"
    rf"|(?:系统(?:发生|出现)?(?:错误|异常)|服务器(?:内部)?(?:错误|出错|异常)|页面错误){_END})"
    r"|\bat (?:[a-z_$][\w$]{0,60}\.){2,12}[\w$<>]{1,80}\([\w$]{1,80}\.java:\d"
    r"|java\.[\w.]{2,80}(?:exception|error)\b|system\.[\w.]{2,60}exception\b"
    r"|traceback \(most recent call last\)|(?:fatal|parse) error:\s|warning: mysqli?_"
    r"|microsoft ole db provider|error '8[0-9a-f]{7}'|\bORA-\d{5}\b|SQLSTATE\[|you have an error in your sql"
    r"|error establishing a database connection|数据库(?:服务器)?(?:连接|链接)(?:失败|错误|出错)",
    re.I,
)
SERVER_DEFAULT = re.compile(
    r"^\W*(?:welcome to (?:nginx|openresty|tengine|caddy|apache|centos)|"
    r"iis(?: ?\d{1,2}(?:\.\d)?)?(?: windows(?: server)?)?\W*$|apache2? .{0,20}default page|"
    r"test page for the |it works!|apache tomcat/\d|(?:恭喜\W*)?站点创建成功|没有找到站点|"
    r"http server test page|欢迎使用 ?(?:nginx|tengine|iis)|internet information services\W*$|"
    r"under construction\W*$)",
    re.I,
)
LISTING_TITLE = re.compile(
    r"^\s*(?:index of|directory(?: listing)?(?: for| of)?|目录列表|listing directory)\s*:?\s*/", re.I
)
IIS_LISTING = re.compile(r"\[(?:转到父目录|to parent directory)\]", re.I)
BROWSER = re.compile(
    r"浏览器[^。<>]{0,12}(?:版本(?:过低|太低|较低|太旧|过旧)|过低|不支持|不兼容|已过时)"
    r"|请(?:您)?(?:使用|用|升级|更换|切换|改用)[^。<>]{0,24}(?:浏览器|IE ?\d|内核|极速模式|兼容模式)"
    r"[^。<>]{0,4}(?:访问|浏览|登录|打开|查看|[，。！,!]|$)"
    r"|(?:upgrade|update) your browser|browser (?:is )?(?:not supported|out of date|too old)"
    r"|unsupported browser",
    re.I,
)
LEAVING = re.compile(
    r"即将(?:离开|跳转)[^。<>]{0,40}(?:网站?|门户|外部|链接|页面)|(?:离开|跳转到?)[^。<>]{0,30}是否继续"
    r"|(?:正在|即将)(?:为您)?(?:自动)?(?:跳转|转向)|页面跳转中|^\W*跳转中|若[^。<>]{0,10}(?:没有|未能?)(?:自动)?跳转"
)
HURRIES = re.compile(r"跳转|转向|点击|请稍|加载|正在进入|click|redirect|loading|wait|moved", re.I)
"""What a stub that leads elsewhere shows meanwhile, if anything."""
NEEDS_SCRIPT = re.compile(
    r"(?:请|需要?)[^。<>]{0,6}(?:开启|启用|打开|允许)[^。<>]{0,10}java ?script|不支持java ?script|"
    r"(?:enable|requires?|turn on) javascript|javascript (?:is )?(?:disabled|required)",
    re.I,
)
UNREGISTERED = re.compile(
    r"(?:网站|站点|域名)[^。<>]{0,20}(?:未|没有|尚未|暂未)[^。<>]{0,8}备案|(?:网站|域名|ICP)备案[^。<>]{0,8}"
    r"(?:不存在|注销|未通过|失效)",
    re.I,
)
UNREACHABLE = re.compile(
    r"无法(?:进行)?(?:访问|打开|浏览)|阻断|关闭访问|暂停访问|禁止访问|接入(?:商|服务)|停止(?:提供)?(?:访问|服务|接入)"
)
PARKED = re.compile(
    r"(?:域名|domain(?: name)?)[^。<>]{0,24}(?:出售|转让|待售|for sale|过期|expired|parked|停放|到期)"
    r"|buy this domain|domain (?:parking|for sale)|parked (?:free|domain)",
    re.I,
)
ALERT = re.compile(r"\balert\s*\(\s*['\"]([^'\"]{1,120})")
GOES_BACK = re.compile(r"history\.(?:back|go)|window\.close|location")
CONDITION = re.compile(r"\bfunction\b|\bif\s*\(|\bonclick\b|=>")

NOTICE_TITLE = re.compile(
    r"(?:关于|20\d\d年).{2,80}|.{4,80}(?:通知|通报|公示|通告|办法|意见|方案|规定|细则|报告|函|启事|提醒|说明|须知|指南|"
    r"手册|告知书|决定书?|答复|解读|简介|问答|流程|名单|目录|倡议书|预案|规程|制度|条例|规则|计划|总结|要点|纪要|标准)"
    r"(?:\W.{0,30})?"
)
PUBLISHED = re.compile(
    r"(?:发布|发文|成文|公布|更新)(?:时间|日期|机构)\s*[:：]|(?:信息|文章|稿件)?来源\s*[:：]|索\s*引\s*号|字号\s*[:：]|浏览次数"
)
HOME_TITLE = re.compile(r"^(?:网站)?首页(?:\s*[-_|–—·].{0,40})?$|^.{2,40}[-_|–—·]\s*(?:网站)?首页$")
CRUMB = re.compile(r"(?:当前|所在|您的|现在的?)(?:所在)?(?:的)?位置")
