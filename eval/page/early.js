// Runs before anything is drawn, so that an article's page does not show the tables first.
document.documentElement.classList.add("js");
if (location.hash.split("/").length > 2) document.documentElement.classList.add("article");
