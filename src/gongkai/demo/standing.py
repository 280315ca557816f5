"""Texts that stand: guides, functions, leaders, annual reports. All names and numbers are invented."""

from __future__ import annotations

from gongkai.demo.values import Enclosure, Place, Text


def standing(group: str, place: Place) -> Text:
    """The one text of a column that is one page."""
    return {"guide": _guide, "org": _functions, "leaders": _leaders}[group](place)


def _guide(place: Place) -> Text:
    return Text(
        f"{place.name}政府信息公开指南",
        (
            f"为便于公民、法人和其他组织获得{place.name}的政府信息，根据《中华人民共和国政府信息公开条例》，编制本指南。",
            "一、主动公开。公开的信息分为机构职能、政策文件、财政预决算、社会救助、通知公告和工作动态等类，"
            "按照发布日期编排，可在本网站检索、查阅、下载。",
            "二、依申请公开。申请人可以当面或者邮寄提出申请，并提供身份证明、联系方式、所需信息的名称或者文号。"
            "本机关自收到申请之日起二十个工作日内答复；需要延长的，延长期限不超过二十个工作日。",
            f"三、受理机构。{place.name}办公室；办公时间：工作日上午九时至十二时、下午一时三十分至五时；"
            "联系电话：0999-5550100；传真：0999-5550101；电子邮箱：gongkai@" + place.domain + "。",
            "四、监督救济。认为本机关未依法履行政府信息公开义务的，可以向政府信息公开工作主管部门投诉、举报，"
            "也可以依法申请行政复议或者提起行政诉讼。",
        ),
    )


def _functions(place: Place) -> Text:
    return Text(
        f"{place.name}机构职能",
        (
            f"{place.name}是区人民政府的派出机关，依照法律、法规的规定，在本辖区内行使相应的政府管理职能。",
            "主要职责：贯彻执行法律、法规和上级决定；统筹社区建设，指导居民委员会工作；负责公共服务、公共管理和公共安全；"
            "组织开展社会救助、优抚安置、养老助残和就业服务；动员社会力量参与社区治理。",
            "内设机构：党政办公室、公共服务办公室、公共管理办公室、公共安全办公室、经济发展办公室、综合行政执法队。",
            f"办公地址：云岭区滨河西路18号；负责人：沈堃；下辖{'、'.join(place.communities)}。",
        ),
    )


def _leaders(place: Place) -> Text:
    return Text(
        f"{place.name}领导分工",
        (
            "镇长岑远：主持镇政府全面工作，分管财政、审计、编制。",
            "副镇长陆知夏：分管农业农村、水利、自然资源和乡村建设，联系湾头村、上河村。",
            "副镇长赵喆：分管安全生产、应急管理、生态环境和综合行政执法，联系龙潭村、黄泥坝村。",
        ),
    )


def annual_report(place: Place, year: int) -> Text:
    """The report on a year, published early in the next."""
    return Text(
        f"{place.name}{year}年政府信息公开工作年度报告",
        (
            f"本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自{year}年1月1日起至12月31日止。",
            f"一、总体情况。{year}年，{place.name}主动公开政府信息{year % 7 * 23 + 118}条，"
            f"其中通知公告{year % 5 + 14}条、"
            f"工作动态{year % 9 + 62}条、财政信息{year % 3 + 6}条。",
            f"二、申请办理。全年新收政府信息公开申请{year % 4 + 2}件，上年结转0件，"
            "均在法定期限内答复，结转下年度0件。",
            "三、行政复议和行政诉讼。全年未发生因政府信息公开引起的行政复议、行政诉讼案件。",
            "四、问题和改进。公开内容的可读性有待提高，下一步将加强政策解读，及时更新指南和目录。",
        ),
        (Enclosure(f"{place.short}{year}年政府信息公开工作年度报告", "pdf"),),
    )


def budget(place: Place, year: int, amount: str) -> Text:
    """A unit's budget with its total in 万元 and two files."""
    return Text(
        f"{place.name}{year}年部门预算公开说明",
        (
            f"根据预算公开有关规定，现将{place.name}{year}年部门预算公开如下。",
            f"{year}年收支总预算{amount}万元，收入全部为一般公共预算拨款；支出按功能分为一般公共服务、社会保障和就业、"
            "城乡社区三类，较上年增长百分之四。",
            "“三公”经费预算与上年持平，其中公务用车运行维护费六万元，公务接待费一万二千元，无因公出国（境）费用。",
            "政府采购预算、绩效目标和国有资产占用情况详见附件。",
        ),
        (
            Enclosure(f"{place.short}{year}年部门预算公开表", "xlsx"),
            Enclosure(f"{place.short}{year}年部门预算编制说明", "docx"),
        ),
    )
