"""Taking an answer along (复制、导出、凭据): buttons under the answer that is looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from assistant.export.files import ExportFormat, exported
from assistant.export.text import answer_text
from assistant.records.receipt import receipt_bytes
from assistant.ui.actions.download import SAVE, parcel, parcel_box
from assistant.ui.labels import label

if TYPE_CHECKING:
    from assistant.ui.desk import Desk
    from assistant.ui.session import Conversation

# Not every browser lets a page at the clipboard (only https and localhost do); there the old way is taken.
_COPY: Final = """async (text) => {
  const button = document.getElementById('copy-answer');
  let done = false;
  try { await navigator.clipboard.writeText(text); done = true; } catch {
    const area = Object.assign(document.createElement('textarea'), { value: text });
    area.style.cssText = 'position: fixed; opacity: 0';
    document.body.append(area);
    area.select();
    done = document.execCommand('copy');
    area.remove();
  }
  button.dataset.copied = done ? 'yes' : 'no';
  setTimeout(() => delete button.dataset.copied, 2500);
}"""


class CopyAction:
    """Copies the answer with its sources."""

    def build(self, desk: Desk) -> None:
        """Make the button, and the unseen text that it copies."""
        self.text = desk.gr.Textbox(visible=False)
        self.button = desk.gr.Button(label("copy_answer"), size="sm", min_width=64, elem_id="copy-answer")

    def wire(self, desk: Desk) -> None:
        """Have the text ready: the clipboard can be written to only at the click itself."""

        def ready(conversation: Conversation) -> str:
            return answer_text(conversation.answer) if conversation.answer is not None else ""

        desk.when_looking(ready, [self.text])
        self.button.click(None, [self.text], None, js=_COPY, api_visibility="private")


class ExportAction:
    """Exports the conversation as Markdown, Word or the workbook for checking."""

    def build(self, desk: Desk) -> None:
        """Make a button for each format."""
        gr = desk.gr
        self.parcel = parcel_box(gr)
        self.buttons = {
            form: gr.Button(label(f"export_{form}"), size="sm", min_width=64, elem_id=f"export-{form}")
            for form in ExportFormat
        }

    def wire(self, desk: Desk) -> None:
        """Make the file at the click."""
        for form, button in self.buttons.items():
            made = desk.listen(button.click, partial(_export, form), [desk.conversation], [self.parcel])
            made.then(None, [self.parcel], None, js=SAVE, api_visibility="private")


def _export(form: ExportFormat, conversation: Conversation) -> str:
    if not conversation.receipts:
        return ""
    return parcel(label("export_name", form=form.value), exported(conversation.receipts, form))


class ReceiptAction:
    """Hands out the receipt of the answer."""

    def build(self, desk: Desk) -> None:
        """Make the button."""
        self.parcel = parcel_box(desk.gr)
        self.button = desk.gr.Button(label("receipt"), size="sm", min_width=64, elem_id="receipt")

    def wire(self, desk: Desk) -> None:
        """Write the receipt at the click."""

        def write(conversation: Conversation) -> str:
            receipt = conversation.receipt
            if receipt is None:
                return ""
            return parcel(label("receipt_name", digest=receipt.digest[:12]), receipt_bytes(receipt))

        made = desk.listen(self.button.click, write, [desk.conversation], [self.parcel])
        made.then(None, [self.parcel], None, js=SAVE, api_visibility="private")
