"""Reading text: sentences, phrases, boilerplate, and what is like what."""
