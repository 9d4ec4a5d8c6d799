// Only conveniences: the page works the same without this file.
const ask = document.getElementById("ask");
const text = document.getElementById("text");
const file = document.getElementById("file");
const below = document.getElementById("below");
const progress = document.getElementById("progress");
const proofs = document.getElementById("proofs");
const languages = document.querySelectorAll("nav button");
let asking = null; // what ends the question that is under way

function say(where, words) {
  const line = document.createElement("p");
  line.className = "bad";
  line.setAttribute("role", "alert");
  line.textContent = words;
  where.replaceChildren(line);
}

// A page that says why, as a person would see it without this file.
async function refusal(response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const said = page.querySelector("[role=alert]");
  return said ? said.textContent : String(response.status);
}

function proof(answer) {
  const line = document.createElement("li");
  line.textContent = answer.text;
  proofs.append(line);
  document.getElementById("count").textContent = proofs.childElementCount;
}

// Server-sent events of a POST, which EventSource cannot send.
async function events(response, hear) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    const whole = (rest + value).split("\n\n");
    rest = whole.pop();
    for (const event of whole) {
      const lines = event.split("\n");
      const name = lines.find((line) => line.startsWith("event: "));
      const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6));
      if (name) {
        hear(name.slice(7), JSON.parse(data.join("\n")));
      }
    }
  }
}

function show(html) {
  below.innerHTML = html; // escaped by the server, and no script may run by its policy
  copyButtons(below);
  below.querySelectorAll("form.whatif").forEach(whatIf);
  document.getElementById("answer").focus();
}

async function question() {
  if (asking) {
    asking.abort();
  }
  const mine = asking = new AbortController();
  languages.forEach((button) => { // from here on another language asks this once more
    button.name = "again";
    button.setAttribute("form", "ask");
    button.setAttribute("formaction", button.getAttribute("formaction").replace("/whatif?", "/?"));
  });
  proofs.replaceChildren();
  document.getElementById("count").textContent = "";
  below.replaceChildren();
  progress.hidden = false;
  let answered = false;
  try {
    const response = await fetch(ask.action, {
      method: "POST", body: new FormData(ask), headers: { Accept: "text/event-stream" }, signal: mine.signal,
    });
    if (!response.ok || !response.headers.get("Content-Type").startsWith("text/event-stream")) {
      say(below, await refusal(response));
    } else {
      await events(response, (name, data) => {
        if (mine !== asking) {
          return;
        }
        if (name === "proof") {
          proof(data);
        } else if (name === "answer") {
          answered = true;
          show(data.html);
        } else {
          answered = true;
          say(below, data.error);
        }
      });
      if (!answered && mine === asking) {
        say(below, ask.dataset.failed);
      }
    }
  } catch (ended) {
    if (mine === asking) {
      say(below, ended.name === "AbortError" ? ask.dataset.cancelled : ask.dataset.failed);
    }
  }
  if (mine === asking) {
    progress.hidden = true;
    asking = null;
  }
}

ask.addEventListener("submit", (event) => {
  if (event.submitter && event.submitter.hasAttribute("formaction")) {
    return; // another language is another page
  }
  event.preventDefault();
  question();
});
document.getElementById("cancel").addEventListener("click", () => asking && asking.abort());
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
text.addEventListener("input", () => { file.value = ""; }); // what was typed last is meant
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    ask.requestSubmit();
  }
});

function whatIf(form) {
  const answer = form.nextElementSibling;
  let last = null;
  let timer;
  const tell = async () => {
    if (last) {
      last.abort();
    }
    const mine = last = new AbortController();
    const fields = new FormData(form);
    fields.set("part", "1");
    try {
      const response = await fetch(form.action, { method: "POST", body: fields, signal: mine.signal });
      if (response.ok) {
        const html = await response.text();
        if (mine === last) {
          answer.innerHTML = html; // escaped by the server, and no script may run by its policy
          copyButtons(answer);
        }
      } else {
        say(answer, await refusal(response));
      }
    } catch (ended) {
      if (ended.name !== "AbortError") {
        say(answer, form.dataset.failed);
      }
    }
  };
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.hasAttribute("formaction")) {
      return; // another language is another page
    }
    event.preventDefault();
    tell();
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(tell, 400);
  });
}
document.querySelectorAll("form.whatif").forEach(whatIf);
