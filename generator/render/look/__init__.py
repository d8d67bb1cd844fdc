"""The look of a pack's documents, read from its Word template: pages, styles and forms, as CSS and as HTML."""
