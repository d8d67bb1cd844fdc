"""Signs around each text of a document in a template's result, so that what came from where can be told.

They are no characters (Unicode reserves them for use inside programs), so no content and no font has them.
"""

from typing import Final

BEGIN: Final = "\ufdd0"
END: Final = "\ufdd1"
# Stands before the end of a text that another one like it says, too: two cells that are one on paper.
SILENT: Final = "\ufdd8"
