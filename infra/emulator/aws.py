"""Stands in for the AWS services that functions call besides the table: Secrets Manager, EventBridge, SNS, SES, S3, and
the address where CloudFormation waits for a custom resource. It answers every request with success, and records the
requests."""

import asyncio
import hashlib
import json
import threading
from urllib.parse import parse_qs


class Aws:
    def __init__(self, secrets: dict[str, str]):
        self.secrets = secrets
        self.events: list[dict] = []
        self.messages: list[dict] = []
        # The objects in buckets, each with its type, by path.
        self.objects: dict[str, tuple[str, bytes]] = {}
        # The responses of custom resources to CloudFormation.
        self.answers: list[dict] = []
        # While set, the event bus answers 200 and refuses every entry.
        self.refuses = False
        started = threading.Event()
        threading.Thread(target=self._run, args=(started,), daemon=True).start()
        started.wait()

    def _run(self, started: threading.Event):
        async def serve():
            server = await asyncio.start_server(self._connection, "127.0.0.1", 0)
            self.endpoint = "http://127.0.0.1:%d" % server.sockets[0].getsockname()[1]
            started.set()
            await server.serve_forever()

        asyncio.run(serve())

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                if "/s3/aws4_request" in headers.get("authorization", ""):
                    status, kind, answer = self._object(head[0], headers, body)
                else:
                    status, kind, text = self._answer(head[0], headers, body.decode())
                    answer = text.encode()
                lines = f"HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {len(answer)}\r\n\r\n"
                writer.write(lines.encode() + answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _object(self, request: str, headers: dict[str, str], body: bytes) -> tuple[str, str, bytes]:
        method, path, _ = request.split(" ")
        if hashlib.sha256(body).hexdigest() != headers.get("x-amz-content-sha256"):
            return "400 Bad Request", "application/xml", b"<Error><Code>XAmzContentSHA256Mismatch</Code></Error>"
        if method == "PUT":
            self.objects[path] = headers["content-type"], body
            return "200 OK", "application/xml", b""
        if path not in self.objects:
            return "403 Forbidden", "application/xml", b"<Error><Code>AccessDenied</Code></Error>"
        return "200 OK", *self.objects[path]

    def _answer(self, request: str, headers: dict[str, str], body: str) -> tuple[str, str, str]:
        json_kind = "application/x-amz-json-1.1"
        match headers.get("x-amz-target", "").rsplit(".", 1)[-1]:
            case "getsecretvalue":
                name = json.loads(body)["SecretId"]
                if name not in self.secrets:
                    return "400 Bad Request", json_kind, json.dumps({"__type": "ResourceNotFoundException"})
                return "200 OK", json_kind, json.dumps({"Name": name, "SecretString": self.secrets[name]})
            case "putsecretvalue":
                request = json.loads(body)
                self.secrets[request["SecretId"]] = request["SecretString"]
                return "200 OK", json_kind, json.dumps({"Name": request["SecretId"], "VersionId": request["ClientRequestToken"]})
            case "putevents":
                entries = json.loads(body)["Entries"]
                if self.refuses:
                    failed = [{"ErrorCode": "InternalFailure", "ErrorMessage": "refused"} for _ in entries]
                    return "200 OK", json_kind, json.dumps({"FailedEntryCount": len(failed), "Entries": failed})
                self.events += [entry | {"Detail": json.loads(entry["Detail"])} for entry in entries]
                taken = [{"EventId": f"event-{number}"} for number in range(len(entries))]
                return "200 OK", json_kind, json.dumps({"FailedEntryCount": 0, "Entries": taken})
        if "/v2/email/outbound-emails" in request:
            mail = json.loads(body)
            text = mail["Content"]["Simple"]["Body"]["Text"]["Data"]
            self.messages.append({"to": mail["Destination"]["ToAddresses"][0], "text": text})
            return "200 OK", "application/json", json.dumps({"MessageId": "mail-1"})
        if request.startswith("PUT /answer "):
            self.answers.append(json.loads(body))
            return "200 OK", "text/plain", ""
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if form.get("Action") == "Publish":
            self.messages.append({"to": form["PhoneNumber"], "text": form["Message"]})
            answer = "<PublishResult><MessageId>sms-1</MessageId></PublishResult>"
            return "200 OK", "text/xml", f'<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">{answer}</PublishResponse>'
        return "400 Bad Request", json_kind, json.dumps({"__type": "UnknownOperationException", "message": request})
