//! Signing in, opening an account, settings.

use super::*;
use super::{Rendered, html};

impl Sample {
    pub(super) fn accounts(self) -> Rendered {
        let wrong = |field: &str, text: &str| {
            if self.much() {
                Form::default().wrong(field, self.t.get(text)).wrong("", self.t.get("login-wrong"))
            } else {
                Form::default()
            }
        };
        let login = LoginPage {
            t: self.t,
            page: self.page("x"),
            form: wrong("email", "form-email-wrong"),
            back: "/".into(),
            providers: if self.much() {
                vec![Link::new("Université", "/auth/uni")]
            } else {
                Vec::new()
            },
        };
        let register = |mode| RegisterPage {
            t: self.t,
            page: self.page("x"),
            form: wrong("username", "register-taken"),
            mode,
            facts: self.site_facts(),
            password_min: 12,
            host: "@farandole.example".into(),
        };
        let request = ResetRequestPage { t: self.t, page: self.page("x"), form: Form::default() };
        let set = ResetSetPage {
            t: self.t,
            page: self.page("x"),
            form: Form::default(),
            action: "/password-reset/abc".into(),
            password_min: 12,
        };
        let ask = AskPage {
            t: self.t,
            page: self.page("x"),
            heading: self.t.get("organise-delete-ask"),
            text: vec![self.t.get("organise-delete-text")],
            action: "/delete".into(),
            button: self.t.get("organise-delete-do"),
            danger: true,
            back: Some(Link::new(self.t.get("form-back"), "/")),
        };
        let told = ToldPage {
            t: self.t,
            page: self.page("x"),
            tone: Tone::Good,
            mail: self.much(),
            heading: self.t.get("register-sent"),
            text: vec![self.t.one("register-sent-text", "email", "maia@example.org")],
            links: vec![Link::new(self.t.get("message-home"), "/")],
        };
        let settings = AccountPage {
            t: self.t,
            page: self.page("x"),
            email: "maia@example.org".into(),
            identities: vec![
                (self.who(), "/identity/update/maia".into()),
                (self.group(), "/identity/update/balfolk".into()),
            ],
            sessions: vec![
                SessionLine {
                    id: "1".into(),
                    device: "Firefox, Linux".into(),
                    when: self.t.get("relative-today"),
                    current: true,
                },
                SessionLine {
                    id: "2".into(),
                    device: "Safari, iPhone".into(),
                    when: self.t.get("relative-yesterday"),
                    current: false,
                },
            ],
            feed: Some(self.subscribe()),
            form: wrong("old_password", "account-password-wrong"),
            wishes: Form::filled([("language", "fr"), ("zone", "Europe/Paris"), ("on_day", "1")]),
            frequencies: choices(&["none", "direct"]),
            zones: vec!["Europe/Paris", "UTC"],
            has_password: true,
            password_min: 12,
        };
        let leave = LeavePage {
            t: self.t,
            page: self.page("x"),
            form: wrong("password", "account-password-wrong"),
            email: "maia@example.org".into(),
            has_password: true,
            identities: vec![self.who()],
        };
        let identity = |editing| IdentityPage {
            t: self.t,
            page: self.page("x"),
            form: Form::default(),
            has_picture: self.much(),
            editing,
            action: "/identity/create".into(),
            delete: self.much().then(|| "/identity/delete/maia".into()),
            host: "@farandole.example".into(),
        };
        let resend = ResendLinkPage { t: self.t, page: self.page("x"), form: Form::default() };
        let again = ResendPage {
            t: self.t,
            page: self.page("x"),
            action: "/events/create".into(),
            multipart: self.much(),
            fields: vec![("title".into(), LONG.into())],
        };
        let line = WaitingLine {
            id: "7".into(),
            email: "maia@example.org".into(),
            handle: self.much().then(|| "@maia".into()),
            reason: self.much().then(|| LONG.into()),
            when: self.t.get("relative-today"),
        };
        let waiting = WaitingPage {
            t: self.t,
            page: self.page("x"),
            lines: if self.amount == Amount::Nothing { Vec::new() } else { vec![line] },
            pager: self.pager(),
        };
        vec![
            ("resend-link".into(), html(&resend)),
            ("resend".into(), html(&again)),
            ("waiting".into(), html(&waiting)),
            ("login".into(), html(&login)),
            ("register".into(), html(&register(Registration::Open))),
            ("register-approval".into(), html(&register(Registration::Approval))),
            ("register-closed".into(), html(&register(Registration::Closed))),
            ("reset".into(), html(&request)),
            ("reset-set".into(), html(&set)),
            ("ask".into(), html(&ask)),
            ("told".into(), html(&told)),
            ("settings".into(), html(&settings)),
            ("leave".into(), html(&leave)),
            ("identity".into(), html(&identity(None))),
            ("identity-edit".into(), html(&identity(Some(self.who())))),
        ]
    }
}
