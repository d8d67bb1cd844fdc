"""A small sound department budget with two projects."""

from __future__ import annotations

from tests import samples

FOLDER = "content/shi/danwei/2024"

FILES = {
    "department.yaml": """\
文种: 部门
部门名称: 某区医疗保障局
年度: 2024
文书:
  部门预算: chongqing-2024

单位:
  - 单位名称: 某区医疗保障局
    单位编码: '100001'
    单位简称: 医保局（本级）
    单位性质: 行政单位
""",
    "accounts.yaml": """\
文种: 科目表
起始年度: 2024
终止年度: 2026

功能分类:
  '208': 社会保障和就业支出
  '20805': 行政事业单位养老支出
  '2080505': 机关事业单位基本养老保险缴费支出
  '210': 卫生健康支出
  '21015': 医疗保障管理事务
  '2101501': 行政运行
  '2101599': 其他医疗保障管理事务支出

经济分类:
  '301': 工资福利支出
  '30101': 基本工资
  '30108': 机关事业单位基本养老保险缴费
  '302': 商品和服务支出
  '30201': 办公费
  '30217': 公务接待费
""",
    "budget.yaml": """\
文种: 部门预算
金额单位: 万元

职能职责: 负责本区医疗保障工作。

单位构成: 本局无下属单位。

基本支出:
  功能分类:
    2080505 机关事业单位基本养老保险缴费支出: 10
    2101501 行政运行: 90
  经济分类:
    人员经费:
      30101 基本工资: 60
      30108 机关事业单位基本养老保险缴费: 10
    公用经费:
      30201 办公费: 29
      30217 公务接待费: 1

三公经费:
  公务接待费: 1

上年:
  支出:
    一般公共预算:
      人员经费: 70
      公用经费: 30
      项目支出: 20
  三公经费:
    公务接待费: 1

变动原因:
  收入: 增加了项目
  支出: 增加了项目
  一般公共预算·项目支出: 增加了项目

机关运行经费用途: 办公费和公务接待费

国有资产: 截至2023年12月，没有公务用车。

名词解释:
  - 名词: 基本支出
    解释: 指为保障机构正常运转而发生的支出。

联系人: 王五
联系方式: 023-44550000

整体绩效:
  整体绩效目标: 完成全年医疗保障任务。
  指标:
    - 一级指标: 产出指标
      二级指标: 数量指标
      名称: 培训场次
      权重: 70
      度量单位: 场
      性质: ≥
      指标值: 4
    - 一级指标: 效益指标
      二级指标: 社会效益指标
      名称: 政策影响
      权重: 10
      性质: 定性
      指标值: 明显扩大
    - 一级指标: 满意度指标
      二级指标: 服务对象满意度指标
      名称: 群众评价
      权重: 10
      性质: 定性
      指标值: 满意
    - 一级指标: 成本指标
      二级指标: 经济成本指标
      名称: 经费成本
      权重: 10
      性质: 定性
      指标值: 不超预算
""",
    "projects/01-publicity.yaml": """\
文种: 项目
项目编码: 50015224T000000000001
项目名称: 医保宣传
金额单位: 万元
业务主管部门: 医保局
项目类别: 一般性项目
项目分类: 一般性项目
金额:
  2101599 其他医疗保障管理事务支出:
    本级安排: 20
预算执行率权重: 10
项目基本概况: 开展医保政策宣传。
立项依据:
  - 说明: 某府办〔2023〕1号《关于做好医保宣传的通知》
绩效目标:
  年度: 人人知晓医保政策。
  指标:
    - 一级指标: 产出指标
      二级指标: 数量指标
      名称: 印制资料
      权重: 45
      度量单位: 份
      性质: ≥
      指标值: 10000
      核心指标: 是
    - 一级指标: 效益指标
      二级指标: 社会效益指标
      名称: 政策知晓率
      权重: 25
      度量单位: '%'
      性质: ≥
      指标值: 90
      核心指标: 否
    - 一级指标: 满意度指标
      二级指标: 服务对象满意度指标
      名称: 群众评价
      权重: 10
      性质: 定性
      指标值: 满意
      核心指标: 否
    - 一级指标: 成本指标
      二级指标: 经济成本指标
      名称: 宣传成本
      权重: 10
      性质: 定性
      指标值: 不超预算
      核心指标: 否
""",
    "projects/02-training.yaml": """\
文种: 项目
项目编码: 50015224T000000000002
项目名称: 经办人员培训
金额单位: 万元
业务主管部门: 医保局
项目类别: 提前下达专项
金额:
  2101599 其他医疗保障管理事务支出:
    上级补助: 10
预算执行率权重: 10
项目基本概况: 培训经办人员。
立项依据:
  - 说明: 某财社〔2023〕2号《关于提前下达补助资金的通知》
绩效目标:
  年度: 人人持证上岗。
  指标:
    - 一级指标: 产出指标
      二级指标: 数量指标
      名称: 培训人次
      权重: 60
      度量单位: 人次
      性质: ≥
      指标值: 100
      核心指标: 是
    - 一级指标: 效益指标
      二级指标: 社会效益指标
      名称: 经办能力
      权重: 10
      性质: 定性
      指标值: 明显提高
      核心指标: 否
    - 一级指标: 满意度指标
      二级指标: 服务对象满意度指标
      名称: 学员评价
      权重: 10
      性质: 定性
      指标值: 满意
      核心指标: 否
    - 一级指标: 成本指标
      二级指标: 经济成本指标
      名称: 培训成本
      权重: 10
      性质: 定性
      指标值: 不超预算
      核心指标: 否
""",
}

# What declarations ask of a unit.
OF_UNIT = """\
    组织机构代码: MB1584220
    地址: 某区人民路1号
    联系电话: 023-44550000
    法人代表: 王五
"""
# The same with one of its projects written once more, for a 项目申报书: as it is where two files were carried over.
WITH_DECLARATION = FILES | {
    "department.yaml": FILES["department.yaml"].replace(
        "  部门预算: chongqing-2024\n",
        "  部门预算: chongqing-2024\n  项目申报书: yunnan-2024\n不列:\n"
        "  项目申报书:\n    01-publicity: {0}\n    经办人员培训: {0}\n"
        "  部门预算:\n    03-declaration: {0}\n".format("升级前没有写在这种文书里"),
    )
    + OF_UNIT,
    "projects/03-declaration.yaml": samples.PROJECT.replace("医保宣传经费", "医保宣传")
    .replace("人均标准: 5 元/人", "人均标准: 200 元/人")
    .replace("金额: 3000", "金额: 150000")
    .replace("金额: 2000", "金额: 50000"),
}

# A department that makes both: one project is in both from one file, the other is kept out of one.
TOGETHER = FILES | {
    "department.yaml": FILES["department.yaml"].replace(
        "  部门预算: chongqing-2024\n",
        """\
  项目申报书: yunnan-2024
  部门预算: chongqing-2024
不列:
  项目申报书:
    经办人员培训: 上级已经下达，不用申报
""",
    )
    + OF_UNIT,
    "projects/01-publicity.yaml": FILES["projects/01-publicity.yaml"]
    .replace("绩效目标:\n", "绩效目标:\n  总体: 三年内人人知晓。\n")
    .replace("      权重", "      指标属性: 定性指标\n      权重")
    .replace("      指标属性: 定性指标\n      权重: 45", "      指标属性: 定量指标\n      权重: 45")
    .replace("      指标属性: 定性指标\n      权重: 25", "      指标属性: 定量指标\n      权重: 25")
    + """\
项目实施单位:
  经费来源: 财政拨款
  单位概况: 主管全区医疗保障工作。

项目实施内容: 印制资料，开展培训。

资金安排情况:
  说明: |
    按合同安排。
    ${明细}
  明细:
    - 名称: 资料印制
      金额: 15
    - 名称: 业务培训
      金额: 5

项目实施计划: 年初开始。

项目实施成效: 人人知晓。
""",
}

# The year before, with the money that the budget above writes as last year's.
BEFORE = f"{FOLDER.rpartition('/')[0]}/2023"
FILES_BEFORE = {
    "department.yaml": FILES["department.yaml"].replace("年度: 2024", "年度: 2023"),
    "accounts.yaml": FILES["accounts.yaml"].replace("起始年度: 2024", "起始年度: 2023"),
    "budget.yaml": FILES["budget.yaml"].partition("上年:\n")[0].replace("2023年", "2022年")
    + "上年: 无\n\n机关运行经费用途"
    + FILES["budget.yaml"].partition("机关运行经费用途")[2].replace("2023年", "2022年"),
    "projects/01-publicity.yaml": FILES["projects/01-publicity.yaml"].replace("〔2023〕", "〔2022〕"),
}


def two_years() -> dict[str, str]:
    """Return the files of both years by path, this year's first."""
    years = ((FOLDER, FILES), (BEFORE, FILES_BEFORE))
    return {f"{folder}/{name}": text for folder, files in years for name, text in files.items()}


# The same money in two units, each with a budget of its own.
_TEXT, _MONEY = FILES["budget.yaml"], ("基本支出", "三公经费", "上年")
SEVERAL = {
    "department.yaml": FILES["department.yaml"]
    + """\
  - 单位名称: 某区医保中心
    单位编码: '100002'
    单位性质: 其他事业单位
""",
    "accounts.yaml": FILES["accounts.yaml"],
    "budget.yaml": "\n\n".join(part for part in _TEXT.split("\n\n") if not part.startswith(_MONEY)),
    "budget/100001.yaml": "文种: 单位预算\n单位: 某区医疗保障局\n金额单位: 万元\n\n"
    + "\n\n".join(part for part in _TEXT.split("\n\n") if part.startswith(_MONEY))
    + "\n",
    "budget/100002.yaml": """\
文种: 单位预算
单位: 某区医保中心
金额单位: 万元

基本支出:
  功能分类:
    2101599 其他医疗保障管理事务支出: 7
  经济分类:
    人员经费:
      30101 基本工资: 5
    公用经费:
      30201 办公费: 2

上年:
  支出:
    一般公共预算:
      人员经费: 5
      公用经费: 2
""",
    "projects/01-publicity.yaml": FILES["projects/01-publicity.yaml"].replace(
        "项目名称: 医保宣传\n", "项目名称: 医保宣传\n单位: 某区医疗保障局\n"
    ),
    "projects/02-training.yaml": FILES["projects/02-training.yaml"].replace(
        "项目名称: 经办人员培训\n", "项目名称: 经办人员培训\n单位: 某区医保中心\n"
    ),
}

# A region of this department and another one.
OTHER = "content/shi/lingdanwei/2024"
_CODE = "行政区划代码: '500199'\n"
REGION = {
    f"{FOLDER}/{name}": text.replace("年度: 2024\n", f"年度: 2024\n{_CODE}") if name == "department.yaml" else text
    for name, text in FILES.items()
} | {
    f"{OTHER}/department.yaml": FILES["department.yaml"]
    .replace("年度: 2024\n", f"年度: 2024\n{_CODE}")
    .replace("某区医疗保障局", "某区民政局")
    .replace("'100001'", "'100009'"),
    f"{OTHER}/accounts.yaml": FILES["accounts.yaml"],
    f"{OTHER}/budget.yaml": FILES["budget.yaml"],
    f"{OTHER}/projects/91-other.yaml": FILES["projects/01-publicity.yaml"].replace("000000000001", "000000000091"),
    f"{OTHER}/projects/92-other.yaml": FILES["projects/02-training.yaml"].replace("000000000002", "000000000092"),
    "content/regions/500199/2024.yaml": "文种: 地区\n地区名称: 某区\n模板包: county\n",
    "templates/county/pack.yaml": """\
基于: chongqing-2024
名称: 区级汇总（测试用）
文书:
  区级汇总:
    对象: 地区
    文字: county.jinja
""",
    "templates/county/county.jinja": '@标题 {{ 地区名称 }}汇总\n支出{{ 数("支出") }}。\n',
}
