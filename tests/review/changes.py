"""Scripted changes of the real content: a file, an old text that stands there once, and what replaces it."""

from __future__ import annotations

from dataclasses import dataclass

KUNMING = "content/yunnan/chenggong-medical-security/2024/projects/01-resident-insurance.yaml"
LANDLESS = "content/yunnan/chenggong-medical-insurance/2020/projects/01-landless-contribution-subsidy.yaml"
WUHUA = "content/yunnan/wuhua-medical-insurance-center/2025/projects/01-medical-assistance.yaml"
TONGNAN = "content/chongqing/tongnan-medical-security/2024"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one file; its name may be given by its beginning."""

    path: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.path.rsplit('/', 1)[1]} {self.old.strip()[:20]}"


EDITS = [
    Edit(KUNMING, "参保人数: 108000 人", "参保人数: 109000 人"),
    Edit(KUNMING, "三年参保人数: 297600 人", "三年参保人数: 324000 人"),
    Edit(KUNMING, "人均标准: 5 元/人", "人均标准: 6 元/人"),
    Edit(KUNMING, "金额: 21.85", "金额: 20.85"),
    Edit(KUNMING, "金额: 1.4\n", "金额: 1.5\n"),
    Edit(KUNMING, "名称: 参保扩面及医保政策宣传资料印制", "名称: 参保扩面和医保政策宣传资料印制"),
    Edit(KUNMING, "      说明: 全市考核\n", ""),
    Edit(KUNMING, "    - 名称: 街道、社区医保经办人业务知识专项培训\n      金额: 3\n      类别: 培训\n", ""),
    Edit(KUNMING, "经费来源: 财政拨款", "经费来源: 区级财政拨款"),
    Edit(KUNMING, "项目实施计划: 年初预算，", "项目实施计划: 年中预算，"),
    Edit(KUNMING, "呈政办发〔2007〕24号", "呈政办发〔2007〕25号"),
    Edit(LANDLESS, "项目期: 经常性项目", "项目期: 一次性项目"),
    Edit(LANDLESS, "项目负责人: 张正康", "项目负责人: 张正"),
    Edit(WUHUA, "经费来源: 本级财政预算", "经费来源: 上级财政补助"),
    *(
        Edit(f"{TONGNAN}/projects/{name}", old, new)
        for name, old, new in (
            ("01-whistleblower-rewards", "本级安排: 1", "本级安排: 3"),
            ("01-whistleblower-rewards", "项目类别: 一般性项目", "项目类别: 人员性项目"),
            ("01-whistleblower-rewards", "  年度: 治理医疗乱象", "  年度: 整治医疗乱象"),
            (
                "01-whistleblower-rewards",
                "项目名称: 欺诈骗取医疗保障基金行为举报奖励专项资金",
                "项目名称: 医疗保障基金举报奖励资金",
            ),
            ("03-medical-assistance", "上级补助: 1200", "上级补助: 1201.5"),
            ("08-medical-assistance-local", "本级安排: 1100", "本级安排: 1000"),
            ("14-medical-assistance-municipal", "上级补助: 1142", "上级补助: 1150"),
            ("14-medical-assistance-municipal", "上级补助: 300", "上级补助: 290"),
            ("14-medical-assistance-municipal", "业务主管部门: 医保局", "业务主管部门: 财政局"),
            ("02", "本级安排: 25", "本级安排: 26"),
            ("04", "预算执行率权重: 10", "预算执行率权重: 20"),
            ("05", "项目类别: 一般性项目", "项目类别: 民生配套项目"),
            ("06", "核心指标: 是", "核心指标: 否"),
            ("07", "项目类别: 提前下达专项", "项目类别: 其他专项"),
            ("10", "本级安排: 89", "本级安排: 88.5"),
            ("11", "本级安排: 54", "本级安排: 55"),
            ("12", "本级安排: 173.67", "本级安排: 170"),
            ("13", "上级补助: 180", "上级补助: 190"),
        )
    ),
    *(
        Edit(f"{TONGNAN}/budget.yaml", old, new)
        for old, new in (
            ("2080505 机关事业单位基本养老保险缴费支出: 53.46", "2080505 机关事业单位基本养老保险缴费支出: 54.46"),
            ("2101501 行政运行: 458.45", "2101501 行政运行: 460"),
            ("30101 基本工资: 129.55", "30101 基本工资: 130.55"),
            ("30201 办公费: 25.99", "30201 办公费: 26.99"),
            ("人员经费: 616.85", "人员经费: 615.10"),
            ("项目支出: 9346.69", "项目支出: 5000"),
            ("公用经费: 124.9", "公用经费: 128.9"),
            ("联系人: 李永刚", "联系人: 李永"),
            ("单位构成: ", "单位构成: 目前，"),
        )
    ),
    Edit(f"{TONGNAN}/department.yaml", "单位简称: 医保局（本级）", "单位简称: 医疗保障局（本级）"),
]
