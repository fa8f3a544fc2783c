@echo off
rem Starts mbus with the Java of JAVA_HOME, or else of the path. JAVA_OPTS and MBUS_OPTS are options for Java.
setlocal
set "JAVA=java.exe"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>nul
if errorlevel 1 (
  echo mbus: there is no "%JAVA%". Install Java 17 or newer, or set JAVA_HOME to its folder 1>&2
  exit /b 2
)
"%JAVA%" -Djava.util.logging.manager=org.jboss.logmanager.LogManager %JAVA_OPTS% %MBUS_OPTS% -jar "%~dp0..\lib\mbus.jar" %*
exit /b %ERRORLEVEL%
