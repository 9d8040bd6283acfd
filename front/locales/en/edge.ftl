# The door of the API: what a request may look like.
error-edge-no-file = The request names a file that it does not bring. Send it as a part of a multipart/form-data body.
