"""Signs around each text of a document in a template's result, so that what came from where can be told.

They are no characters (Unicode reserves them for use inside programs), so no content and no font has them.
"""

from typing import Final

BEGIN: Final = "\ufdd0"
END: Final = "\ufdd1"
