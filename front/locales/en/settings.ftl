# What can be wrong with the settings of a server.
error-site-color = A colour is written like #ff9900.
error-site-language = "{ $code }" is not the code of a language. French is "fr", Breton is "br".
error-site-too-many-languages = At most { $max } languages fit here.
error-site-registration-configured = Who may register is decided by the configuration of this server and cannot be changed here.
