"""A spool as its agents see it: printers, claims and reports over HTTP."""

from onsite import clock
from onsite.asking import Asking, Principal, Station
from onsite.badges import service
from onsite.badges import spool as the_spool
from tests.served_event import new_id

VIRTUAL = "virtual:?width_mm=90&height_mm=130&dpi=203"


class Spool:
    """An event with one print agent; printers are added through the control page."""

    def __init__(self, event):
        self.event = event
        self.agent_station = event.station("print-agent")
        self.agent = self.agent_station.token
        self.control = event.token("control")
        self.technician = event.operator("technician", at=self.control)
        self.desk_station = event.station("desk")
        self.desk = self.desk_station.token

    def add_printer(self, name="P1", **more):
        body = {
            "name": name,
            "url": VIRTUAL,
            "prints": ["badge"],
            "agent": self.agent_station.station,
            **more,
        }
        return self.event.post("/printers", body, self.control, operator=self.technician)

    def queue(self, reg_no="D001", *, token=None, job_id=None, **more):
        body = {"job_id": job_id or new_id(), "reg_no": reg_no, "prints": "badge", **more}
        return self.event.post("/print-jobs", body, token or self.desk)

    def write(self, use_case, *args, station=None, **more):
        """Do a use case of the service as the desk, or another station, would: what it returns."""
        asked_at = station or self.desk_station.station
        principal = Principal(Station(asked_at, "desk", asked_at))
        if use_case is not service.reprint_badge:
            more |= {"principal": principal, "now": clock.now()}
        else:
            more["asking"] = Asking(principal, clock.now(), "en")
        return self.event.database.write(lambda session: use_case(session, *args, **more))

    def claim(self, claim_id=None, *, agent=None, wait=0):
        body = {"claim_id": claim_id or new_id(), "wait": wait}
        answer = self.event.post("/print-jobs/claim", body, agent or self.agent)
        assert answer.status_code == 200, answer.text
        return answer.json["job"]

    def report(self, job_id, claim_id, state="printed", *, agent=None, **more):
        body = {"report_id": new_id(), "claim_id": claim_id, "state": state, **more}
        return self.event.post(f"/print-jobs/{job_id}/reports", body, agent or self.agent)

    def resolve(self, job_id, action, *, resolution_id=None):
        body = {"resolution_id": resolution_id or new_id(), "action": action}
        return self.event.post(f"/print-jobs/{job_id}/resolutions", body, self.desk)

    def state(self, job_id):
        return self.event.get(f"/print-jobs/{job_id}", self.desk).json["state"]

    def claimed(self, reg_no="D001"):
        """Queue a badge and claim it: its id and the claim's."""
        job_id = self.queue(reg_no).json["id"]
        claim_id = new_id()
        assert self.claim(claim_id)["id"] == job_id
        return job_id, claim_id


def end_leases(event, clock):
    """End the leases that have run out by now, as the server does every few seconds: how many."""
    return event.database.write(lambda session: the_spool.end_leases(session, now=clock()))
