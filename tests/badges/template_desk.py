"""Templates as the control page sees them."""

from onsite.badges import template

BADGE = (template.FOLDER / "badge-90x130.toml").read_text(encoding="utf-8")
PNG = b"\x89PNG"


class TemplateDesk:
    """A control page with an organiser, and one with a technician who sees nobody's name."""

    def __init__(self, event):
        self.event = event
        self.control = event.token("control")
        self.organiser = event.operator("organiser", at=self.control)
        self.technician = event.operator("technician", at=self.control)

    def get(self, path, **more):
        return self.event.get(path, self.control, operator=more.get("operator", self.organiser))

    def read(self, name):
        return self.get(f"/templates/{name}").json

    def names(self):
        return {each["name"]: each for each in self.get("/templates").json["templates"]}

    def put(self, name, *, operator=None, **body):
        body.setdefault("etag", None)
        return self.event.put(
            f"/templates/{name}", body, self.control, operator=operator or self.organiser
        )

    def delete(self, name, **headers):
        return self.event.delete(
            f"/templates/{name}", self.control, operator=self.organiser, headers=headers
        )

    def preview(self, *, operator=None, **body):
        return self.event.post(
            "/templates/preview", body, self.control, operator=operator or self.organiser
        )

    def check(self, *, operator=None, **body):
        return self.event.post(
            "/templates/check", body, self.control, operator=operator or self.organiser
        )

    def put_picture(self, name, content, *, operator=None):
        return self.event.put(
            f"/template-pictures/{name}",
            content,
            self.control,
            operator=operator or self.organiser,
        )
