"""How figures and findings are said: one place for pages, packs and exports, no figure computed."""
