"""The genres of `personal_texts` in which bodies speak of themselves, and numbers that only look like somebody's."""

# ruff: noqa: E501 (made-up texts are easier to read unbroken)

from __future__ import annotations

from tests.base.personal_genres import table
from tests.base.personal_texts import Draw, Template


def tender(d: Draw) -> str:
    code = d.one(d.not_id_of(), d.looks_like_id_of(), d.looks_like_id_of())
    return (
        f"竞争性磋商公告\n{d.one('项目编号', '采购项目编号', '招标编号', '采购计划编号')}：{code}\n"
        f"1.采购人信息\n名称：{d.body()}\n地址：{d.office()}\n联系方式：{d.name()} {d.phone()}\n"
        f"2.采购代理机构信息\n名称：{d.firm()}\n地址：{d.office()}\n联系人：{d.name()}、{d.name()}\n电话：{d.phone()}\n"
        f"保证金账户：户名：{d.firm()}\n开户行：{d.bank()}\n账号：{d.account_of()}\n开标地点：{d.office()}"
    )


def tender_table(d: Draw) -> str:
    head = ["项目编号", "项目名称", "采购单位", "预算金额", "联系人", "联系电话"]
    rows = [
        [d.one(d.looks_like_id_of(), d.not_id_of()), "道路维修工程", d.body(), d.money(), d.name(), d.phone()]
        for _ in range(4)
    ]
    return table(d, "政府采购意向公开", head, rows)


def winner(d: Draw) -> str:
    return (
        f"中标人：{d.firm()}\n统一社会信用代码：{d.credit_of()}\n中标金额：{d.money()}元\n项目负责人：{d.name()}，"
        f"证书编号：{d.one('黔', '川')}{d.digits(13)}\n交易流水号：{d.card_of('6228')}\n地址：{d.office()}\n联系电话：{d.phone()}"
    )


def hotlines(d: Draw) -> str:
    head = ["序号", d.one("单位", "部门名称", "社区", "窗口"), "办公地址", "联系电话"]
    rows = [[str(i), d.body(), d.office(), d.phone()] for i in range(1, 6)]
    return table(d, f"{d.county()}政务服务热线一览表", head, rows)


def village_officials(d: Draw) -> str:
    head = ["村（社区）", "姓名", "职务", "联系电话"]
    rows = [
        [d.village(), d.name(), d.one("村支书", "村主任", "监委会主任"), d.office_mobile()] for _ in range(5)
    ]
    return table(d, "村干部公示表", head, rows)


def grid_wardens(d: Draw) -> str:
    head = ["网格名称", "网格员姓名", "手机号码", "网格范围"]
    rows = [[f"第{i}网格", d.name(), d.office_mobile(), d.street()] for i in range(1, 6)]
    return table(d, "网格员公示牌", head, rows)


def river_chiefs(d: Draw) -> str:
    return (
        f"河长公示牌\n河道名称：柳河\n县级河长：{d.name()}（副县长） {d.office_mobile()}\n"
        f"村级河长：{d.name()} 联系电话：{d.office_mobile()}\n监督电话：{d.landline_of()}"
    )


def duty_roster(d: Draw) -> str:
    head = ["日期", "带班领导", "值班人员", "值班电话"]
    rows = [[d.day(), d.name(), d.name(), d.phone()] for _ in range(5)]
    return table(d, f"{d.body()}节假日值班安排表", head, rows)


def flood_wardens(d: Draw) -> str:
    rows = [f"{i}. {d.name()} {d.mobile_of()}" for i in range(1, 6)]
    return "\n".join([d.one("防汛责任人通讯录", "网格员联系方式", "村干部值班电话"), *rows])


def notice(d: Draw) -> str:
    return (
        f"关于{d.one('城乡居民医保缴费', '核发低保金', '残疾人证换发', '适龄儿童入学报名')}的通知\n各村（社区）：\n"
        f"请符合条件的居民于{d.day()}前携带身份证、户口簿到{d.office()}办理。申请人须本人到场。\n"
        f"{d.one('联系人', '经办人')}：{d.name()}，联系电话：{d.phone()}\n监督举报电话：{d.phone()}\n传真：{d.landline_of()}"
    )


def recruiting(d: Draw) -> str:
    return (
        f"{d.body()}招聘公告\n报名方式：应聘者将本人身份证、毕业证发至{d.mobile_of()}@163.com。考生可加QQ群{d.digits(9)}。\n"
        f"报名地点：{d.office()}\n报名电话：{d.phone()}（{d.name()}老师）\n邮编：{d.digits(6)}"
    ).replace("@163.com", "@163.com")


def job_fair(d: Draw) -> str:
    head = ["企业名称", "招聘岗位", "人数", "薪资待遇", "工作地址", "联系人及电话"]
    rows = [
        [d.firm(), "普工", "5", "4000-6000", d.office(), d.name() + d.one("", " ") + d.phone()]
        for _ in range(4)
    ]
    return table(d, "春风行动招聘会岗位信息", head, rows)


def annual_report(d: Draw) -> str:
    return (
        f"{d.body()}2025年政府信息公开工作年度报告\n本年度受理申请{d.between(1, 90)}件，其中自然人{d.between(1, 90)}件。\n"
        f"如对本报告有疑问，请与{d.body()}办公室联系（地址：{d.office()}；邮编：{d.digits(6)}；电话：{d.phone()}）。\n"
        f"索引号：{d.digits(9)}/{d.stamp()}-{d.digits(5)}"
    )


def numbered_document(d: Draw) -> str:
    return (
        f"索引号：{d.one(d.looks_like_id_of(), d.not_id_of(), d.digits(18))}\n文号：云府发〔2024〕{d.between(1, 99)}号\n"
        f"发布日期：2024-03-0{d.between(1, 9)} 10:2{d.between(0, 9)}\n"
        f"附件：http://www.example.gov.cn/files/{d.stamp()}/{d.mobile_of()}.pdf\n"
        f"图 W0{d.digits(17)}.jpg，{d.mobile_of()}.xls，t{d.stamp()}_{d.mobile_of()}.html"
    )


def parcels(d: Draw) -> str:
    head = ["宗地编号", "坐落", "面积（平方米）", "不动产权证号", "坐标X", "坐标Y"]
    rows = [
        [
            d.one(d.digits(19), d.card_of("622848"), d.looks_like_id_of()), d.office(), f"{d.mobile_of()}.{d.digits(3)}",
            f"黔（2023）云岭县不动产权第{d.digits(7)}号", f"3{d.digits(6)}.{d.digits(4)}", f"36{d.digits(6)}.{d.digits(3)}",
        ]
        for _ in range(3)
    ]  # fmt: skip
    return table(d, "国有建设用地使用权挂牌出让公告", head, rows)


def credit_codes(d: Draw) -> str:
    head = ["单位名称", "统一社会信用代码", "法定代表人", "住所", "联系电话"]
    rows = [[d.firm(), d.credit_of(), d.name(), d.office(), d.phone()] for _ in range(5)]
    return table(d, "民办非企业单位年检结论公告", head, rows)


def firm_accounts(d: Draw) -> str:
    head = ["单位名称", "开户银行", "银行账号", "稳岗返还金额"]
    rows = [[d.firm(), d.bank(), d.account_of(), d.money()] for _ in range(4)]
    return table(d, f"{d.body()}失业保险稳岗返还公示", head, rows)


def donations(d: Draw) -> str:
    return (
        f"捐款账户名称：{d.county()}慈善总会\n开户银行：{d.bank()}\n账号：{d.account_of()}\n"
        f"联系电话：{d.phone()}\n地址：{d.office()}"
    )


def deposit_in_prose(d: Draw) -> str:
    return (
        f"竞买人须将竞买保证金{d.money()}元汇入{d.body()}账户（开户行：{d.bank()}，账号{d.account_of()}），"
        f"以到账时间为准。申请人可咨询{d.phone()}。"
    )


def orders(d: Draw) -> str:
    return (
        f"订单号：{d.card_of('6217')}；合同编号{d.card_of('622848')}；流水号 {d.card_of('4367')}；"
        f"设备序列号：{d.mobile_of()}；快递单号{d.digits(12)}；许可证编号：JY{d.digits(14)}；"
        f"统一社会信用代码{d.credit_of()}。"
    )


def long_numbers(d: Draw) -> str:
    return (
        f"残疾证号{d.digits(20)}，批次{d.id_of()}{d.digits(2)}，编码 {d.digits(2)}{d.mobile_of()}{d.digits(4)}，"
        f"总额{d.mobile_of()}元，比值0.{d.mobile_of()}，坐标106.{d.digits(11)}，28.{d.digits(12)}"
    )


def sampling(d: Draw) -> str:
    head = ["样品名称", "标称生产企业名称", "标称生产企业地址", "被抽样单位", "批号", "抽样编号"]
    rows = [["大米", d.firm(), d.office(), d.firm(), d.stamp(), f"XC{d.digits(17)}"] for _ in range(3)]
    return table(d, "食品安全监督抽检信息", head, rows)


def pharmacies(d: Draw) -> str:
    head = ["药店名称", "地址", "负责人", "联系电话"]
    rows = [[d.county() + "康民药店", d.office(), d.name(), d.office_mobile()] for _ in range(4)]
    return table(d, "定点零售药店名单", head, rows)


def doctors(d: Draw) -> str:
    head = ["团队名称", "家庭医生", "签约村", "电话"]
    rows = [[f"第{i}团队", d.name(), d.village(), d.office_mobile()] for i in range(1, 5)]
    return table(d, "家庭医生签约服务团队公示", head, rows)


def vehicles(d: Draw) -> str:
    head = ["车牌号", "车辆识别代号", "发动机号", "强制报废期止"]
    rows = [[f"贵C{d.digits(5)}", f"LSV{d.digits(14)}", d.digits(8), "2024-05-31"] for _ in range(4)]
    return table(d, "达到报废标准机动车公告", head, rows)


def statistics(d: Draw) -> str:
    head = ["指标", "2023年", "2024年", "同比"]
    rows = [
        ["生产总值（元）", d.mobile_of(), d.digits(12), f"{d.between(1, 9)}.{d.digits(1)}%"] for _ in range(4)
    ]
    return table(d, "主要经济指标", head, rows)


def service_guide(d: Draw) -> str:
    return (
        f"残疾人两项补贴办事指南\n办理对象：低保家庭中的残疾人，由本人或监护人申请。\n所需材料：身份证、户口簿、残疾人证、银行卡复印件。\n"
        f"办理地点：{d.office()}\n办理时间：周一至周五9:00-12:00，13:00-17:00\n咨询电话：{d.phone()}\n"
        f"投诉电话：{d.phone()}\n低保办公室电话：{d.phone()}"
    )


def bus_line(d: Draw) -> str:
    return (
        f"临时交通管制公告\n{d.street()}{d.between(1, 300)}号至{d.between(301, 600)}号路段封闭。居民出行请绕行{d.street()}"
        f"{d.between(1, 300)}号门前便道。项目地址：{d.office()}，施工单位：{d.firm()}，现场负责人{d.name()}{d.mobile_of()}。"
    )


def aid_centres(d: Draw) -> str:
    head = ["名称", "地址", "律师姓名", "服务电话"]
    rows = [[d.county() + "法律援助中心", d.office(), d.name(), d.phone()] for _ in range(3)]
    return table(d, "法律援助机构名册", head, rows, "\t")


def relief_wardens(d: Draw) -> str:
    return (
        f"为做好困难群众救助工作，公布各镇救助热线：青石镇{d.phone()}，柳河乡{d.phone()}，"
        f"双河镇（{d.name()}）{d.phone()}。居民遇困可随时拨打。"
    )


def court_bodies(d: Draw) -> str:
    return (
        f"申请人：{d.firm()}，住所地：{d.office()}，统一社会信用代码{d.credit_of()}。\n法定代表人：{d.name()}，经理。\n"
        f"被申请人：{d.body()}，住所地：{d.office()}。\n联系人：{d.name()}，电话：{d.phone()}"
    )


def environment(d: Draw) -> str:
    return (
        f"环境影响评价公示\n建设单位：{d.firm()}\n建设地点：{d.office()}\n联系人：{d.name()} 联系电话：{d.phone()}\n"
        f"评价单位：{d.firm()}\n通讯地址：{d.office()}\n联系人：{d.name()} 手机：{d.phone()}\n周边居民可通过上述方式反映意见，"
        f"请注明本人姓名和家庭住址。"
    )


def hearing(d: Draw) -> str:
    return (
        f"听证会公告\n消费者代表报名：本人持身份证到{d.office()}登记，或致电{d.phone()}（{d.name()}）。\n"
        f"听证参加人：{d.name()}、{d.name()}。户籍所在地不限。办公地点：{d.office()}。"
    )


def branches(d: Draw) -> str:
    lines = [
        f"{i}、{d.county()}{d.one('青石', '柳河')}派出所，地址：{d.office()}，户籍窗口电话：{d.phone()}"
        for i in (1, 2, 3)
    ]
    return "\n".join(["居民身份证办理点", *lines])


def dates_and_sums(d: Draw) -> str:
    return (
        f"{d.day()}，下达资金{d.digits(8)}.{d.digits(2)}元，文件编号 {d.stamp()}{d.digits(3)}，第{d.between(1, 99)}号令，"
        f"起止 {d.stamp()}-{d.stamp()}，时间戳{d.one('1700000000000', '1690000000')}，身份证办理量 139 1234 次，"
        f"门牌清理{d.between(10, 99)}号段，电话 {d.landline_of()}-{d.digits(4)}，分机{d.digits(4)}。"
    )


BODIES: dict[str, Template] = {
    f.__name__: f
    for f in (
        tender, tender_table, winner, hotlines, village_officials, grid_wardens, river_chiefs, duty_roster,
        flood_wardens, notice, recruiting, job_fair, annual_report, numbered_document, parcels, credit_codes,
        firm_accounts, donations, deposit_in_prose, orders, long_numbers, sampling, pharmacies, doctors, vehicles,
        statistics, service_guide, bus_line, aid_centres, relief_wardens, court_bodies, environment, hearing,
        branches, dates_and_sums,
    )
}  # fmt: skip
