"""What is allowed in a configuration but probably not meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from gongkai.base.errors import Problem
from gongkai.base.urls import absolute, host_of
from gongkai.config.calendar import CALENDAR, doubtful
from gongkai.config.loading import PROFILES, Config
from gongkai.config.models import SiteConfig


def warnings(config: Config, understood: Collection[str] = ()) -> tuple[Problem, ...]:
    """Everything worth a second look, none of it a reason to stop. `understood` are the sections
    (`SITE/SECTION`) that some crawl has understood."""
    return (
        *_operator(config),
        *_watched(config),
        *unverified(config, understood),
        *_basis_of_nothing(config),
        *_unused_profiles(config),
        *_foreign_sections(config),
        *_one_answer(config),
        *_weakened_tls(config),
        *_ignored_robots(config),
        *_doubtful_years(config),
    )


def _operator(config: Config) -> Iterator[Problem]:
    if not config.settings.operator.contact.strip():
        wrong = "还没有联系方式，网站管理员无从找到采集者"
        yield Problem("gongkai.toml", "operator.contact", wrong, "写上邮箱、网址或电话")
    if "{contact}" not in config.settings.crawl.user_agent:
        wrong = "其中没有 {contact}，请求不会带上联系方式"
        yield Problem("gongkai.toml", "crawl.user_agent", wrong, "如 gongkai/{version} (+{contact})")
    if "*" in config.settings.crawl.private_hosts:
        wrong = "任何主机都可以指向本机或内网地址"
        yield Problem("gongkai.toml", "crawl.private_hosts", wrong, "只在演示和测试时这样写")


def _watched(config: Config) -> Iterator[Problem]:
    """Nothing to crawl, or units of which nothing is."""
    if not config.sites:
        wrong = "还没有配置任何网站"
        yield Problem("sites/", "", wrong, "一个网站一个文件，写法见 docs/configuration.md")
        return
    used = {site.unit_of(section) for site in config.sites for section in site.sections}
    above = {unit.parent for unit in config.units}
    for unit in config.units:
        if unit.id not in used | above:
            wrong = f"单位“{unit.name}”没有任何栏目"
            yield Problem("", f"units[{unit.id}]", wrong, "给它写上栏目，或删去")


def unverified(config: Config, understood: Collection[str]) -> Iterator[Problem]:
    """Sites that were written down from what others tell of them, until crawls have understood every section
    of theirs: that a page was there and read as a list is what verifies its address."""
    for site in config.sites:
        sections = [f"{site.id}/{section.id}" for section in site.sections if section.active]
        seen = sum(section in understood for section in sections)
        if site.verified or (sections and seen == len(sections)):
            continue
        wrong = "未对照真实网站核对过"
        if not sections:
            right = f"还没有可以采集的栏目：运行 gongkai discover {_where_to_begin(site)} 找出来"
        elif not seen:
            right = f"运行 gongkai crawl {site.id}：采集看清了，就是核对过了"
        else:
            wrong += f"：{len(sections)} 个栏目，采集看清过 {seen} 个"
            right = "没有看清的见 gongkai status；都看清了，就不再提"
        yield Problem("sites/", f"{site.id} 的 verified", wrong, right)


def _where_to_begin(site: SiteConfig) -> str:
    """An address from which sections can be found: that of a column not crawled yet, else the home page."""
    first = site.sections[0].url if site.sections else ""
    return absolute(site.home_url, first) or site.home_url


def _basis_of_nothing(config: Config) -> Iterator[Problem]:
    """A basis beside no limit: those of the profiles bring their own."""
    for category in config.categories:
        if category.basis and category.interval_days is None and category.deadline is None:
            wrong = "写了 basis，却没有写时限；方案里的时限用方案里的依据"
            right = "写上 interval_days 或 deadline，或删去 basis"
            yield Problem("taxonomy.toml", f"categories[{category.id}].basis", wrong, right)


def _unused_profiles(config: Config) -> Iterator[Problem]:
    """Profiles that an operator wrote and nobody applies."""
    for profile in config.profiles:
        file = f"{PROFILES}/{profile.id}.toml"
        if file in config.files and profile.id not in config.rules.profiles:
            yield Problem(file, "", "这个方案没有采用", "在 rules.toml 的 profiles 里写上它的编号")


def _foreign_sections(config: Config) -> Iterator[Problem]:
    """A column on a host that the site does not name: all its rows would count as somebody else's."""
    for site in config.sites:
        for section in site.sections:
            host = host_of(absolute(site.home_url, section.url) or "")
            if host not in site.own_hosts:
                key = f"{site.id} 的 sections[{section.id}].url"
                wrong = f"主机 {host} 不是本网站的，其条目会当作站外链接，只记标题和日期"
                right = "如属本站，写入 hosts（同一批页面）或 follow（另一批）；如是另一个网站，单写一个文件"
                yield Problem("sites/", key, wrong, right)


def _one_answer(config: Config) -> Iterator[Problem]:
    """Lists by paths of which nobody said how many rows they have, or how to ask for more."""
    for site in config.sites:
        for section in site.sections:
            if section.paths and not (section.pages or section.paths.total):
                key = f"{site.id} 的 sections[{section.id}].paths"
                wrong = "没有写 total 和 [sections.pages]：只请求一次，得到的就当作全部，也认不出空栏目"
                yield Problem("sites/", key, wrong, "接口写明总数时写 total，分页时写 [sections.pages]")


def _weakened_tls(config: Config) -> Iterator[Problem]:
    """Hosts that are asked less strictly than all others: for as long as they must be, and no longer."""
    for site in config.sites:
        for entry in site.tls:
            said = {
                "接受旧式握手": entry.legacy,
                f"补上中间证书 {entry.chain}": entry.chain is not None,
                "不校验证书": entry.unverified,
            }
            wrong = f"{'、'.join(words for words, said_so in said.items() if said_so)}（{entry.because}）"
            yield Problem("sites/", f"{site.id} 的 tls[{entry.host}]", wrong, "网站改好后删去此项")


def _ignored_robots(config: Config) -> Iterator[Problem]:
    """Sites whose robots.txt is not asked: by somebody's word, which may lapse."""
    for site in config.sites:
        if site.ignore_robots_because:
            wrong = f"不看 robots.txt，也不守其中的 Crawl-delay（{site.ignore_robots_because}）"
            yield Problem("sites/", f"{site.id} 的 ignore_robots_because", wrong, "不再获准时删去此项")


def _doubtful_years(config: Config) -> Iterator[Problem]:
    """Years of the operator's calendar from which a line may be missing."""
    for entry, wrong in doubtful(config.calendar):
        yield Problem(CALENDAR, f"{entry.year} 年", wrong, "对照通知看一遍；法律改了就不用理会")
