//! The operations of one HTTP request, however they were sent.

use super::refuse::Refused;
use crate::graphql::uploads::Uploads;
use actix_web::web::Query;
use async_graphql::{Request, Variables};
use serde::Deserialize;
use serde_json::Value;

/// One operation as clients send it. What else they send, such as `extensions`, is not looked at.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<Value>,
}

/// The operations of one HTTP request.
#[derive(Debug)]
pub struct Batch {
    pub requests: Vec<Request>,
    /// Whether they came as an array, and so are answered as one.
    pub array: bool,
}

impl Batch {
    /// From a JSON body: one operation, or an array of them.
    pub fn json(body: &[u8]) -> Result<Self, Refused> {
        Self::value(serde_json::from_slice(body).map_err(|_| Refused::Malformed)?)
    }

    /// From JSON that is parsed already.
    pub fn value(body: Value) -> Result<Self, Refused> {
        let (operations, array) = match body {
            Value::Array(operations) if operations.is_empty() => return Err(Refused::Empty),
            Value::Array(operations) => (operations, true),
            one => (vec![one], false),
        };
        let requests = operations
            .into_iter()
            .map(|one| request(serde_json::from_value(one).map_err(|_| Refused::Malformed)?));
        Ok(Self { requests: requests.collect::<Result<_, _>>()?, array })
    }

    /// From `query=…&variables=…&operationName=…`: the query string of a GET, or the body of a form.
    pub fn urlencoded(text: &str) -> Result<Self, Refused> {
        let sent: Query<Sent> = Query::from_query(text).map_err(|_| Refused::Malformed)?;
        Ok(Self { requests: vec![request(sent.into_inner())?], array: false })
    }

    /// Gives every operation the files of the request.
    pub fn with(mut self, uploads: &Uploads) -> Self {
        self.requests =
            self.requests.into_iter().map(|request| request.data(uploads.clone())).collect();
        self
    }
}

fn request(sent: Sent) -> Result<Request, Refused> {
    let query = sent.query.filter(|query| !query.trim().is_empty()).ok_or(Refused::Empty)?;
    let mut request = Request::new(query).variables(variables(sent.variables)?);
    request.operation_name = sent.operation_name.filter(|name| !name.is_empty());
    Ok(request)
}

/// An object, or the same as text, as forms must send it.
fn variables(sent: Option<Value>) -> Result<Variables, Refused> {
    let sent = match sent {
        Some(Value::String(text)) if text.trim().is_empty() => None,
        Some(Value::String(text)) => {
            Some(serde_json::from_str(&text).map_err(|_| Refused::Malformed)?)
        }
        other => other,
    };
    match sent {
        None | Some(Value::Null) => Ok(Variables::default()),
        Some(object @ Value::Object(_)) => Ok(Variables::from_json(object)),
        Some(_) => Err(Refused::Malformed),
    }
}
