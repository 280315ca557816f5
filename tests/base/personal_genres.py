"""The genres of `personal_texts`: lists of persons, decisions and letters, where the data are somebody's own."""

# ruff: noqa: E501 (made-up texts are easier to read unbroken)

from __future__ import annotations

from tests.base.personal_texts import Draw, Template, own


def table(d: Draw, title: str, head: list[str], rows: list[list[str]], between: str = "") -> str:
    cut = between or d.one("\t", "\t", " | ")
    return "\n".join([title, cut.join(head), *(cut.join(row) for row in rows)]) + "\n"


def relief_list(d: Draw) -> str:
    head = ["序号", "姓名", "身份证号", "家庭住址", "联系电话", "救助金额（元）"]
    rows = [[str(i), d.name(), d.id(), d.home(), d.mobile(), d.money()] for i in range(1, d.between(2, 7))]
    title = f"{d.county()}{d.one('临时救助', '城乡低保', '特困供养', '高龄津贴')}对象公示名单（{d.day()}）"
    return table(d, title, head, rows) + f"公示期7天，监督电话：{d.landline_of()}\n{d.body()}\n{d.day()}"


def relief_list_partly_hidden(d: Draw) -> str:
    head = ["姓名", "身份证号码", "户籍所在地", "联系电话", "类别"]
    rows = [[d.name(), d.hidden_id(), d.village(), d.mobile(), "低保"] for _ in range(d.between(2, 5))]
    return table(d, "低收入家庭认定公示", head, rows)


def relief_list_all_hidden(d: Draw) -> str:
    head = ["姓名", "身份证号码", "住址", "联系电话"]
    rows = [[d.name(), d.hidden_id(), d.village() + "**号", d.hidden_mobile()] for _ in range(3)]
    return table(d, "困难残疾人生活补贴发放表", head, rows)


def printed_list(d: Draw) -> str:
    """A table as a PDF gives it: blanks between the cells."""
    rows = [
        f"{i} {d.name()} {d.one('男', '女')} {own('id-number', n := d.id_of(), n)} {own('mobile', d_mobile(d))} {d.money()}"
        for i in range(1, d.between(3, 8))
    ]
    return "\n".join(
        [f"{d.body()}补贴发放花名册", "序号 姓名 性别 身份证号码 联系电话 补贴金额", *rows, "第 1 页 共 3 页"]
    )


def d_mobile(d: Draw) -> str:
    return d.mobile_of()


def names_and_numbers(d: Draw) -> str:
    mark = d.one("{}.", "{}、", "（{}）", "")
    between = d.one(" ", "：", "  ", "，")
    rows = [
        f"{mark.format(i)}{d.name()}{between}{own('mobile', d_mobile(d))}" for i in range(1, d.between(4, 8))
    ]
    return "\n".join(
        [d.one("保障性住房摇号入围人员名单", "参加体检人员名单", "获奖群众名单", "已登记居民名单"), *rows]
    )


def subsidy_cards(d: Draw) -> str:
    head = [
        "序号",
        "户主姓名",
        "开户银行",
        d.one("一卡通账号", "银行卡号", "社保卡账号", "账号"),
        "补贴面积（亩）",
        "金额",
    ]
    rows = [
        [str(i), d.name(), d.bank(), d.card(), f"{d.between(1, 30)}.{d.digits(1)}", d.money()]
        for i in range(1, d.between(3, 7))
    ]
    return table(d, f"{d.village()}耕地地力保护补贴公示", head, rows)


def cards_without_word(d: Draw) -> str:
    rows = [f"{d.name()}\t{d.card('621700', '622848', '623059')}\t{d.money()}" for _ in range(4)]
    return "\n".join(["公益性岗位补贴发放明细", *rows])


def card_in_letter(d: Draw) -> str:
    return (
        f"来信内容：您好，我的社保卡一直没有激活，银行卡号是{d.card()}，开户名{d.name()}，请帮忙查询。\n"
        f"答复：您好，请携带身份证到{d.bank()}柜台办理，咨询电话：{d.phone()}。"
    )


def old_card(d: Draw) -> str:
    front = d.one("4367", "5187", "3568", "6013", "5264", "4563")
    return f"退还{d.name()}个人缴存款{d.money()}元，转入本人{d.one('储蓄卡', '银行')}账户，卡号：{d.card(front)}。"


def letter(d: Draw) -> str:
    return (
        f"标题：关于{d.one('办理户口', '小区停水', '农村危房改造')}的咨询\n"
        f"我叫{d.name()}，家住{d.home()}，{d.one('我的电话是', '本人手机', '联系我：')}{d.mobile()}，"
        f"希望尽快处理。\n回复单位：{d.body()}\n回复内容：{d.name()}同志，您反映的问题已收悉。"
        f"如有疑问，请拨打{d.one('咨询电话', '科室电话', '我局电话')}{d.phone()}。{d.body()}，{d.day()}"
    )


def letter_form(d: Draw) -> str:
    return (
        f"投诉人：{d.name()}\n联系电话：{d.mobile()}\n住址：{d.home()}\n投诉内容：{d.firm()}噪声扰民。\n"
        f"办理单位：{d.body()}\n办理情况：执法人员已到现场，企业地址：{d.office()}。\n办公电话：{d.phone()}"
    )


def complaint(d: Draw) -> str:
    return (
        f"申请人：{d.name()}，{d.one('男', '女')}，{d.one('汉族', '苗族')}，{d.day(1950, 1999)}出生，"
        f"身份证号码：{d.id()}，住{d.home()}，联系电话：{d.mobile()}。\n"
        f"被申请人：{d.body()}，住所地：{d.office()}。\n法定代表人：{d.name()}，局长。"
    )


def penalty_on_person(d: Draw) -> str:
    return (
        f"行政处罚决定书\n{d.county()[:1]}市监罚〔2025〕{d.between(1, 300)}号\n当事人：{d.name()}\n"
        f"{d.one('身份证号', '公民身份号码', '身份证件号码')}：{d.id()}\n{d.one('住址', '家庭住址', '户籍地址')}：{d.home()}\n"
        f"联系电话：{d.mobile()}\n经查，当事人于{d.day()}在{d.office()}经营。罚款{d.money()}元，"
        f"缴至{d.bank()}（账户名称：{d.body()}，账号：{d.account_of()}）。"
    )


def penalty_on_shop(d: Draw) -> str:
    return (
        f"当事人：{d.county()[:2]}{d.name()}餐饮店\n统一社会信用代码：{d.credit_of()}\n"
        f"住所（经营场所）：{d.office()}\n经营者：{d.name()}\n身份证件号码：{d.id()}\n"
        f"本局地址：{d.office()}，执法人员电话：{d.phone()}"
    )


def requisition_table(d: Draw) -> str:
    head = ["序号", "被征收人", "身份证号", "房屋面积", "补偿金额", "联系方式"]
    rows = [
        [str(i), d.name(), d.id(), f"{d.between(60, 300)}.{d.digits(2)}", d.money(), d.mobile()]
        for i in (1, 2, 3)
    ]
    return table(d, f"{d.office()}片区房屋征收补偿情况公示", head, rows)


def requisition_notice(d: Draw) -> str:
    return (
        f"房屋征收范围：东至{d.street()}{d.between(1, 99)}号，西至{d.street()}。\n"
        f"征收部门：{d.body()}，办公地址：{d.office()}，联系人：{d.name()}，联系电话：{d.phone()}。\n"
        f"被征收人{d.name()}（身份证号{d.id()}）与{d.name()}（{d.id()}）未达成协议。"
    )


def served_by_notice(d: Draw) -> str:
    return (
        f"送达公告\n{d.name()}（{d.one('身份证号码', '公民身份证号码', '居民身份证')}：{d.id()}）：\n"
        f"因你户籍所在地{d.home()}无法送达，现公告送达。自公告之日起30日内到{d.body()}"
        f"（地址：{d.office()}，电话：{d.phone()}）领取。"
    )


def people_in_prose(d: Draw) -> str:
    return "".join(f"{d.name()}，{d.one('男', '女')}，身份证号：{d.id()}；" for _ in range(d.between(2, 5)))


def old_numbers(d: Draw) -> str:
    rows = [f"{d.name()}，原身份证号{own('id-number', d.old_id_of())}" for _ in range(3)]
    return "户口注销公告\n" + "；\n".join(rows) + f"。\n档案号：{d.old_id_of()}"


def old_numbers_in_table(d: Draw) -> str:
    rows = [[d.name(), own("id-number", d.old_id_of()), d.day(1990, 2000)] for _ in range(3)]
    return table(d, "历史遗留参保人员名单", ["姓名", "身份证号", "参保日期"], rows)


def tenants(d: Draw) -> str:
    head = ["申请人", "证件号码", "现居住地", "家庭人口", "联系电话"]
    rows = [[d.name(), d.id(), d.home(), str(d.between(1, 5)), d.mobile()] for _ in range(3)]
    return table(d, f"公租房分配公示（咨询电话：{d.phone()}）", head, rows)


def pupils(d: Draw) -> str:
    head = ["学生姓名", "身份证号", "监护人", "监护人电话", "录取学校"]
    rows = [[d.name(), d.id(d.id_of(2010, 2020)), d.name(), d.mobile(), "第二小学"] for _ in range(4)]
    return table(d, f"{d.body()}2025年秋季入学名单", head, rows)


def helped_households(d: Draw) -> str:
    head = ["户主", "家庭住址", "户主电话", "帮扶干部", "帮扶干部电话"]
    rows = [[d.name(), d.home(), d.mobile(), d.name(), d.office_mobile()] for _ in range(4)]
    return table(d, "监测户帮扶明白卡", head, rows)


def form_of_person(d: Draw) -> str:
    return (
        f"政府信息公开申请表\n姓名\t{d.name()}\t证件号码\t{d.id()}\n通讯地址\t{d.home()}\n"
        f"申请人联系电话\t{d.mobile()}\t邮政编码\t{d.digits(6)}\n受理机构\t{d.body()}\t办公电话\t{d.phone()}"
    )


def machine_buyers(d: Draw) -> str:
    head = ["购机者姓名", "所在村组", "联系电话", "机具品目", "出厂编号", "经销商", "补贴额"]
    rows = [
        [d.name(), d.village(), d.mobile(), "微耕机", d.digits(11), d.firm(), d.money()] for _ in range(4)
    ]
    return table(d, "农机购置补贴受益对象公示", head, rows)


def dishonest(d: Draw) -> str:
    return (
        f"被执行人姓名：{d.name()}\n证件号码：{d.id()}\n执行法院：{d.county()}人民法院\n案号：（2024）黔0325执{d.digits(4)}号\n"
        f"举报电话：{d.phone()}"
    )


def tax_notice(d: Draw) -> str:
    head = ["纳税人名称", "纳税人识别号", "法定代表人", "身份证号码", "经营地点", "欠税余额"]
    rows = [[d.firm(), d.credit_of(), d.name(), d.id(), d.office(), d.money()] for _ in range(3)]
    return table(d, "欠税公告", head, rows)


def candidates(d: Draw) -> str:
    head = ["报考岗位", "姓名", "准考证号", "身份证号", "总成绩"]
    rows = [
        ["综合岗", d.name(), d.digits(d.between(10, 13)), d.id(), f"{d.between(60, 90)}.{d.digits(2)}"]
        for _ in range(4)
    ]
    return table(d, f"{d.body()}公开招聘面试人员名单", head, rows) + f"联系人：{d.name()}，电话：{d.phone()}"


def patients(d: Draw) -> str:
    return (
        f"患者{d.name()}，{d.between(20, 80)}岁，现住{d.home()}，联系电话{d.mobile()}，{d.day()}就诊于{d.county()}人民医院"
        f"（{d.office()}，导诊台{d.phone()}）。"
    )


def lost_animals(d: Draw) -> str:
    return (
        f"经核实，户主{d.name()}（住{d.home()}）家中耕牛走失，如有发现请与{d.body()}联系，值班电话：{d.phone()}；"
        f"失主本人手机号：{d.mobile()}。"
    )


def homesteads(d: Draw) -> str:
    head = ["户主", "身份证号", "宅基地代码", "不动产单元号", "面积"]
    rows = [
        [
            d.name(),
            d.id(),
            d.one("520325", "620102") + d.digits(6) + "JC" + d.digits(5),
            d.digits(28),
            f"{d.between(80, 200)}",
        ]
        for _ in range(3)
    ]
    return table(d, f"{d.village()}宅基地使用权首次登记公告", head, rows)


def wage_roll(d: Draw) -> str:
    head = ["姓名", "身份证号", "联系电话", "开户行", "银行账号", "工资"]
    rows = [[d.name(), d.id(), d.mobile(), d.bank(), d.card(), d.money()] for _ in range(4)]
    return table(d, f"{d.firm()}农民工工资代发表", head, rows)


def jury(d: Draw) -> str:
    head = ["姓名", "性别", "出生年月", "职业", "身份证号码", "联系电话"]
    rows = [[d.name(), "男", "1979.03", "农民", d.id(), d.mobile()] for _ in range(3)]
    return table(d, "人民陪审员候选人名单", head, rows)


def deregistered(d: Draw) -> str:
    return (
        f"机动车驾驶证注销公告\n{d.name()}\t驾驶证号：{d.id()}\t档案编号：{d.digits(12)}\n"
        f"{d.name()}\t驾驶证号：{d.id()}\t档案编号：{d.digits(12)}"
    )


def agreement(d: Draw) -> str:
    return (
        f"甲方：{d.county()}{d.one('青石镇', '柳河乡')}人民政府\n地址：{d.office()}\n联系电话：{d.phone()}\n"
        f"乙方（被征收人）：{d.name()}\n身份证号码：{d.id()}\n住址：{d.home()}\n联系电话：{d.mobile()}\n"
        f"开户行：{d.bank()}\n户名：{d.name()}\n账号：{d.card()}"
    )


def informed(d: Draw) -> str:
    return (
        f"{d.name()}（{d.home()}，{d.mobile()}，身份证{d.id()}）：\n你于{d.day()}提交的政府信息公开申请收悉。"
        f"联系人：{d.name()}，联系电话：{d.phone()}，地址：{d.office()}。"
    )


PERSONS: dict[str, Template] = {
    f.__name__: f
    for f in (
        relief_list, relief_list_partly_hidden, relief_list_all_hidden, printed_list, names_and_numbers,
        subsidy_cards, cards_without_word, card_in_letter, old_card, letter, letter_form, complaint,
        penalty_on_person, penalty_on_shop, requisition_table, requisition_notice, served_by_notice,
        people_in_prose, old_numbers, old_numbers_in_table, tenants, pupils, helped_households, form_of_person,
        machine_buyers, dishonest, tax_notice, candidates, patients, lost_animals, homesteads, wage_roll, jury,
        deregistered, agreement, informed,
    )
}  # fmt: skip
