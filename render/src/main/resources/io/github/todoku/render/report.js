// Copy buttons for the lines to paste. Without JavaScript the lines are there all the same.
function copyButtons(root) {
  for (const lines of root.querySelectorAll("pre[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = lines.dataset.copy;
    button.addEventListener("click", async () => {
      const range = document.createRange();
      range.selectNodeContents(lines);
      const selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      try {
        await navigator.clipboard.writeText(lines.textContent);
      } catch (refused) {
        document.execCommand("copy");
      }
      button.textContent = lines.dataset.copied;
    });
    lines.after(button);
  }
}
copyButtons(document);
