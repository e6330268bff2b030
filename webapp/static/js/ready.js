// The page has JavaScript: the library's styles and parts may count on it.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
