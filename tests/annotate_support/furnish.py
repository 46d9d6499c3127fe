"""Makes a workbook as operators have it out of one with orders: charts, conditional formats, comments, other sheets.

    furnish.py furnish IN OUT     writes OUT with openpyxl
    furnish.py cells FILE         prints every cell, comment and fill as JSON
"""
import json
import sys

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation


def furnish(source, target):
    book = openpyxl.load_workbook(source)
    orders = book["订单"]
    orders["A2"].comment = Comment("先问客户", "王工")
    orders.freeze_panes = "B2"
    orders.auto_filter.ref = orders.dimensions
    subjects = book["主体"]
    subjects["B2"].font = Font(bold=True, color="FF0000FF")
    subjects["B3"].fill = PatternFill("solid", fgColor="FFFFFF00")
    subjects.conditional_formatting.add(
        "C2:C50", CellIsRule(operator="equal", formula=['"个人"'], fill=PatternFill(bgColor="FFFFC7CE"))
    )
    subjects.row_dimensions[4].hidden = True
    subjects.column_dimensions["B"].width = 31
    choice = DataValidation(type="list", formula1='"是,否"', allow_blank=True)
    orders.add_data_validation(choice)
    choice.add("H2:H50")
    numbers = book.create_sheet("统计")
    for row in [["月份", "件数"], ["八月", 31], ["九月", 47], ["合计", "=SUM(B2:B3)"]]:
        numbers.append(row)
    chart = BarChart()
    chart.add_data(Reference(numbers, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    chart.set_categories(Reference(numbers, min_col=1, min_row=2, max_row=3))
    numbers.add_chart(chart, "D2")
    numbers["B4"].comment = Comment("每月一日更新", "王工")
    hidden = book.create_sheet("旧数据")
    hidden["A1"] = "2025 年的订单"
    hidden.sheet_state = "hidden"
    book.save(target)


def cells(path):
    found = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                comment = cell.comment.text if cell.comment else None
                fill = cell.fill.fgColor.rgb if cell.fill.patternType else None
                if cell.value is not None or comment or fill:
                    color = cell.font.color
                    font = [cell.font.b, str(color.rgb) if color is not None else None]
                    found[f"{sheet.title}!{cell.coordinate}"] = [str(cell.value), comment, fill, str(font)]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    if sys.argv[1] == "furnish":
        furnish(sys.argv[2], sys.argv[3])
    else:
        cells(sys.argv[2])
