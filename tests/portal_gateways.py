"""Gateways that run here: a mail server, a text message gateway that checks signatures, WeChat's interface."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socketserver
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, urlsplit

SMS_KEY, SMS_SECRET = "key-of-the-office", "secret-of-the-office"
APP, APP_SECRET = "wx0000", "app-secret"


@contextmanager
def running(server):
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Smtp(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb in ("EHLO", "HELO"):
                self.say("250 here")
            elif verb == "RCPT" and "nobody@" in line:
                self.say("550 no such user")
            elif verb == "DATA":
                self.say("354 go on")
                content = b""
                while not content.endswith(b"\r\n.\r\n"):
                    content += self.rfile.readline()
                self.server.mails.append(content)
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


def mail_server():
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Smtp)
    server.mails = []
    return running(server)


class _Http(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, content, status=200):
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers["Content-Length"])).decode()


class _Sms(_Http):
    def do_POST(self):
        fields = dict(parse_qsl(self.body(), strict_parsing=True))
        given = fields.pop("Signature")
        # Counted here by the gateway's own description, not by the code under test.
        query = "&".join(f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}" for name, value in sorted(fields.items()))
        message = f"POST&{quote('/', safe='')}&{quote(query, safe='-_.~')}"
        expected = base64.b64encode(hmac.new((SMS_SECRET + "&").encode(), message.encode(), hashlib.sha1).digest()).decode()
        if fields["AccessKeyId"] != SMS_KEY or given != expected:
            self.answer({"Code": "SignatureDoesNotMatch"}, 400)
        elif fields["PhoneNumbers"].endswith("0000"):
            self.answer({"Code": "isv.MOBILE_NUMBER_ILLEGAL"})
        elif self.server.broken:
            self.answer(b"<html>bad gateway</html>", 502)
        else:
            self.server.messages.append((fields["PhoneNumbers"], fields["TemplateCode"], json.loads(fields["TemplateParam"])))
            self.answer({"Code": "OK"})


class _WeChat(_Http):
    def do_GET(self):
        asked = dict(parse_qsl(urlsplit(self.path).query))
        if (asked.get("appid"), asked.get("secret"), asked.get("code")) == (APP, APP_SECRET, "code-1"):
            self.answer({"openid": "open-id-1"})
        else:
            self.answer({"errcode": 40029})

    def do_POST(self):
        content, where = json.loads(self.body()), urlsplit(self.path)
        if where.path == "/cgi-bin/stable_token":
            known = (content["appid"], content["secret"]) == (APP, APP_SECRET)
            self.server.tokens += known
            self.answer({"access_token": f"token-{self.server.tokens}", "expires_in": 7200} if known else {"errcode": 40125})
        elif dict(parse_qsl(where.query)).get("access_token") != f"token-{self.server.tokens}":
            self.answer({"errcode": 40001})
        else:
            self.server.messages.append(content)
            self.answer({"errcode": 0})


def _http(handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.messages, server.broken, server.tokens = [], False, 0
    return running(server)


def sms_gateway():
    return _http(_Sms)


def wechat():
    return _http(_WeChat)
