// Only conveniences: the page works the same without this file.
const ask = document.getElementById("ask");
const text = document.getElementById("text");
const file = document.getElementById("file");
ask.addEventListener("submit", () => { document.getElementById("asking").hidden = false; });
for (const name of ["dragenter", "dragover"]) {
  text.addEventListener(name, (event) => { event.preventDefault(); text.classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) {
  text.addEventListener(name, () => text.classList.remove("over"));
}
text.addEventListener("drop", (event) => {
  if (event.dataTransfer.files.length > 0) {
    event.preventDefault();
    file.files = event.dataTransfer.files;
    ask.requestSubmit();
  }
});
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    ask.requestSubmit();
  }
});

const whatIf = document.getElementById("whatif");
if (whatIf) {
  const answer = document.getElementById("whatif-answer");
  let asked = 0;
  let timer;
  const tell = async () => {
    const mine = ++asked;
    const form = new FormData(whatIf);
    form.set("part", "1");
    try {
      const response = await fetch("/whatif", { method: "POST", body: form });
      const html = await response.text();
      if (mine !== asked) {
        return;
      }
      if (response.ok) {
        answer.innerHTML = html; // escaped by the server, and no script may run by its policy
      } else { // a page that says why, as a person would see it without this file
        const said = new DOMParser().parseFromString(html, "text/html").querySelector("[role=alert]");
        answer.textContent = said ? said.textContent : response.status;
      }
    } catch (unreachable) {
      answer.textContent = whatIf.dataset.failed;
    }
  };
  whatIf.addEventListener("submit", (event) => { event.preventDefault(); tell(); });
  document.getElementById("record").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(tell, 400);
  });
}
