// Starts what makes the pages quicker. Every page works without it.

import { Button, CharacterCount, ErrorSummary, Radios, SkipLink, createAll } from "../vendor/govuk-frontend.min.js";
import { start as startComboboxes } from "./combobox.js";
import { start as startKeys } from "./keys.js";
import { start as startReviewing } from "./reviewing.js";
import { start as startSwaps } from "./swaps.js";

[Button, CharacterCount, ErrorSummary, Radios, SkipLink].forEach((part) => createAll(part));
startComboboxes();
startKeys();
startReviewing();
startSwaps();
// What HTMX brings in is made quick as well.
document.body.addEventListener("htmx:load", (event) => startComboboxes(event.detail.elt));
