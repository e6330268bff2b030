"""Files to upload."""

from flask_wtf.file import MultipleFileField

from webapp.forms.base import SignpostForm


class UploadForm(SignpostForm):
    """Any number of files."""

    files = MultipleFileField("Choose files")
