"""Released figures made ready for pages, in the language of the page. Computes nothing new."""
