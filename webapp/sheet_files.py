"""A table as a file to save: CSV, a workbook or a PDF."""

from flask import Response, abort

from webapp import current
from webapp.presenting import said_day
from webapp.sheets import XLSX, Sheet


def file_of(sheet: Sheet, ending: str) -> Response:
    """Return the table as a file with this ending; there is no other than csv, xlsx and pdf."""
    headers = {"Content-Disposition": f'attachment; filename="{sheet.name}.{ending}"'}
    if ending == "csv":
        return Response("\ufeff" + sheet.csv(), mimetype="text/csv", headers=headers)
    if ending == "xlsx":
        return Response(sheet.xlsx(), mimetype=XLSX, headers=headers)
    if ending != "pdf":
        abort(404)
    made = f"Made on {said_day(current.now().date())}"
    pdf = sheet.pdf(current.settings().organisation_name, made)
    return Response(pdf, mimetype="application/pdf", headers=headers)
