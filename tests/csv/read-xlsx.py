#!/usr/bin/python3
# Copyright the Omnidesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what another program reads in a workbook.

A line per sheet, then a line per row, a letter per type.
"""

import datetime
import json
import sys

import openpyxl
import openpyxl.utils.escape


def cell_text(cell):
    value = cell.value
    if value is None:
        return "-"
    if isinstance(value, bool):
        return f"b:{int(value)}"
    if isinstance(value, (int, float)):
        return f"n:{value!r}:{cell.number_format}"
    if isinstance(value, datetime.datetime):
        return f"d:{value.isoformat()}:{cell.number_format}"
    # Excel and LibreOffice take these escapes back themselves; openpyxl leaves that to its user.
    return "t:" + json.dumps(openpyxl.utils.escape.unescape(value), ensure_ascii=False)


for sheet in openpyxl.load_workbook(sys.argv[1]).worksheets:
    print(f"{sheet.title} freeze={sheet.freeze_panes} filter={sheet.auto_filter.ref}")
    for row in sheet.iter_rows():
        print(" ".join(cell_text(cell) for cell in row))
